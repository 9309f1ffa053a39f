from django.urls import path

from concord.plans.views import (
    backing,
    compare,
    consolidation,
    credentials,
    files,
    floor,
    groups,
    history,
    index,
    languages,
    live,
    projection,
    propose,
    rolling,
    speakers,
)

app_name = "plans"
urlpatterns = [
    path("", index.index, name="index"),
    path("<uuid:uuid>/", rolling.rolling, name="draft"),
    path("<uuid:uuid>/beat/", live.beat, name="beat"),
    path("<uuid:uuid>/compare/", compare.compare, name="compare"),
    path("<uuid:uuid>/delegations/", credentials.delegations, name="delegations"),
    path("<uuid:uuid>/files/", files.files, name="files"),
    path("<uuid:uuid>/files/table/", files.table, name="table"),
    path("<uuid:uuid>/files/upload/", files.upload, name="upload"),
    path("<uuid:uuid>/files/<slug:edition>/", files.download, name="download"),
    path("<uuid:uuid>/floor/", floor.floor, name="floor"),
    path("<uuid:uuid>/floor/consolidation/", consolidation.consolidation, name="consolidate"),
    path("<uuid:uuid>/floor/groups/", groups.refer, name="refer"),
    path("<uuid:uuid>/floor/groups/<uuid:group>/return/", groups.bring_back, name="return"),
    path("<uuid:uuid>/floor/projection/", projection.projection, name="projection"),
    path("<uuid:uuid>/floor/speakers/", speakers.speakers, name="speakers"),
    path("<uuid:uuid>/history/", history.history, name="history"),
    path("<uuid:uuid>/languages/", languages.languages, name="languages"),
    path("<uuid:uuid>/proposals/<slug:key>/leave/", backing.leave, name="leave"),
    path("<uuid:uuid>/proposals/<slug:key>/sponsor/", backing.sponsor, name="sponsor"),
    path("<uuid:uuid>/proposals/<slug:key>/withdraw/", backing.withdraw, name="withdraw"),
    path("<uuid:uuid>/propose/", propose.propose, name="propose"),
]
