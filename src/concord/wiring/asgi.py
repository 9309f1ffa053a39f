"""The streams, for an ASGI server. Pages are served by `wsgi.py`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.wiring.settings")
django.setup()

from concord.wiring.live import application  # noqa: E402  needs the settings

__all__ = ["application"]
