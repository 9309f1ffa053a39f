"""The pages, for a WSGI server with more threads than answer."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from concord.wiring.porch import Porch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concord.wiring.settings")
application = Porch(
    get_wsgi_application(),
    answering=settings.THREADS,
    form=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    proxies=settings.ALLAUTH_TRUSTED_PROXY_COUNT,
)
get_resolver().url_patterns  # noqa: B018  imports every view now, so that the first reader does not wait for it
