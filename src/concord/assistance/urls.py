from django.urls import path

from concord.assistance.views import editing, intakes, projects, review

app_name = "assistance"
urlpatterns = [
    path("", projects.index, name="index"),
    path("new/", editing.new, name="new"),
    path("intakes/", intakes.intakes, name="intakes"),
    path("intakes/upload/", intakes.upload, name="upload"),
    path("intakes/<uuid:uuid>/", intakes.intake, name="intake"),
    path("review/", review.review, name="review"),
    path("review/decide/", review.decide, name="review_decide"),
    path("<uuid:uuid>/", projects.project, name="project"),
    path("<uuid:uuid>/edit/", editing.edit, name="edit"),
    path("<uuid:uuid>/marking/", editing.marking, name="marking"),
    path("<uuid:uuid>/measures/", editing.decide_measure, name="decide_measure"),
    path("<uuid:uuid>/changes/", editing.decide_change, name="decide_change"),
]
