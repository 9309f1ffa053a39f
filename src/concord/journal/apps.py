from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "concord.journal"
    default_auto_field = "django.db.models.BigAutoField"
