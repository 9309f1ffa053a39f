from django.urls import path

from concord.outreach import views

app_name = "outreach"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("downloads/", views.downloads, name="downloads"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
