from django.urls import path

from concord.desk.views import desk, subscriptions

app_name = "desk"
urlpatterns = [
    path("", desk.index, name="index"),
    path("changes/", desk.changes, name="changes"),
    path("changes/seen/", desk.mark_seen, name="mark_seen"),
    path("subscriptions/", subscriptions.index, name="subscriptions"),
    path("subscriptions/address/", subscriptions.make_address, name="make_address"),
    path("subscriptions/address/withdraw/", subscriptions.withdraw_address, name="withdraw_address"),
    path("subscriptions/<uuid:uuid>/stop/", subscriptions.stop, name="stop_digest"),
]
