from django.urls import path

from concord.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="index"),
    path("calendar.ics", views.calendar, name="calendar"),
    path("feed.atom", views.feed, name="feed"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("documents/", views.documents, name="documents"),
    path("documents/<uuid:uuid>/", views.document, name="document"),
    path("instruments/", views.instruments, name="instruments"),
    path("instruments/<slug:code>/", views.instrument, name="instrument"),
    path("initiatives/<slug:code>/", views.initiative, name="initiative"),
    path("<slug:code>/", views.meeting, name="meeting"),
]
