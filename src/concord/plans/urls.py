from django.urls import path

from concord.plans.views import index, rolling

app_name = "plans"
urlpatterns = [
    path("", index.index, name="index"),
    path("<uuid:uuid>/", rolling.rolling, name="draft"),
]
