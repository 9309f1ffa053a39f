from django.urls import path

from concord.coverage.views import findings, hints, matrix, pictures

app_name = "coverage"
urlpatterns = [
    path("", matrix.index, name="index"),
    path("cell/", matrix.cell, name="cell"),
    path("gaps/", hints.gaps, name="gaps"),
    path("overlaps/", hints.overlaps, name="overlaps"),
    path("overlaps/find/", findings.find, name="find"),
    path("overlaps/<uuid:uuid>/withdraw/", findings.withdraw, name="withdraw"),
    path("double-counting/", hints.doubles, name="doubles"),
    path("providers/", pictures.providers, name="providers"),
    path("map/", pictures.regional_map, name="map"),
]
