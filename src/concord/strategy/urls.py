from django.urls import path

from concord.strategy import views

app_name = "strategy"
urlpatterns = [
    path("", views.index, name="index"),
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:code>/", views.theme, name="theme"),
    path("<slug:code>/", views.framework, name="framework"),
    path("<slug:code>/<str:number>/", views.measure, name="measure"),
]
