from django.urls import path

from concord.parties import views

app_name = "parties"
urlpatterns = [
    path("", views.index, name="index"),
    path("seats/", views.seats, name="seats"),
    path("seats/new/", views.new_seat, name="new_seat"),
    path("seats/take/", views.take_seat, name="take_seat"),
    path("seats/<int:pk>/end/", views.end_seat, name="end_seat"),
    path("<slug:code>/", views.organisation, name="organisation"),
]
