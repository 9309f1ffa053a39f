from django.urls import path

from concord.sharing import views

app_name = "sharing"
urlpatterns = [path("", views.markings, name="markings")]
