"""The settings under test are the real ones, in a folder of their own."""

import os
import tempfile

os.environ["CONCORD_HOME"] = tempfile.mkdtemp(prefix="concord-tests-")
os.environ.setdefault("CONCORD_TASKS", "now")
os.environ.setdefault("CONCORD_SECOND_STEP", "no")

from concord.wiring.settings import *  # noqa: F403  the environment comes first

LIMITS: dict[str, tuple[int, int]] = {}  # tests ask often; those of the limits switch them on
ABSENT_TAKES = 0
CACHES["limits"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed only: no test is about hashing
