from django.urls import path

from concord.plans.views import backing, index, live, propose, rolling

app_name = "plans"
urlpatterns = [
    path("", index.index, name="index"),
    path("<uuid:uuid>/", rolling.rolling, name="draft"),
    path("<uuid:uuid>/beat/", live.beat, name="beat"),
    path("<uuid:uuid>/proposals/<slug:key>/leave/", backing.leave, name="leave"),
    path("<uuid:uuid>/proposals/<slug:key>/sponsor/", backing.sponsor, name="sponsor"),
    path("<uuid:uuid>/proposals/<slug:key>/withdraw/", backing.withdraw, name="withdraw"),
    path("<uuid:uuid>/propose/", propose.propose, name="propose"),
]
