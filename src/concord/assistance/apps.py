from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "concord.assistance"
    default_auto_field = "django.db.models.BigAutoField"
