from django.urls import path

from concord.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("changes/", views.changes, name="changes"),
    path("changes/seen/", views.mark_seen, name="mark_seen"),
]
