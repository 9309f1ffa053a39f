from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "concord.outreach"
    default_auto_field = "django.db.models.BigAutoField"
