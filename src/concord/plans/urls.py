from django.urls import path

from concord.plans.views import index, live, rolling

app_name = "plans"
urlpatterns = [
    path("", index.index, name="index"),
    path("<uuid:uuid>/", rolling.rolling, name="draft"),
    path("<uuid:uuid>/beat/", live.beat, name="beat"),
]
