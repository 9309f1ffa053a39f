"""Django's settings, from `configuration.py`."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from concord.ui.chrome import Door
from concord.wiring.configuration import Configuration

CONFIGURATION = Configuration.read()
HOME = CONFIGURATION.home
HTTPS = CONFIGURATION.flag("CONCORD_HTTPS")
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = CONFIGURATION.flag("CONCORD_DEBUG")
SECRET_KEY = CONFIGURATION.secret_key()
ALLOWED_HOSTS = CONFIGURATION.names("CONCORD_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "concord.wiring",
    "concord.outreach",
    "concord.desk",
    "concord.coverage",
    "concord.assistance",
    "concord.plans",
    "concord.meetings",
    "concord.strategy",
    "concord.sharing",
    "concord.parties",
    "concord.journal",
    "concord.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "template_partials",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "concord.wiring.limits.even",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "concord.wiring.requests.bounded",
    "django.middleware.csrf.CsrfViewMiddleware",
    "concord.wiring.requests.plain",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "concord.wiring.limits.measured",
    "concord.wiring.middleware.actor_on_request",
    "concord.wiring.middleware.private_by_default",
    "concord.wiring.middleware.Refusals",
]

ROOT_URLCONF = "concord.wiring.urls"
WSGI_APPLICATION = "concord.wiring.wsgi.application"
THREADS = int(CONFIGURATION.text("CONCORD_THREADS"))

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "concord.ui.context_processors.chrome",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        CONFIGURATION.text("CONCORD_DATABASE_URL") or f"sqlite:///{HOME / 'concord.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    ),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=1073741824;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [PACKAGE / "wiring" / "locale"]
TIME_ZONE = CONFIGURATION.text("CONCORD_TIME_ZONE")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"

AUTH_USER_MODEL = "parties.User"
AUTHENTICATION_BACKENDS = ["concord.wiring.adapter.SeatedBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "concord.wiring.adapter.ClosedDoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {  # a delegation signs in behind one address within a minute
    "login": "120/m/ip",
    "login_failed": "40/m/ip,5/5m/key",
    "reset_password": "40/m/ip,5/m/key",
}
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_MAX_EMAIL_ADDRESSES = 1  # nobody puts another person's address on their own account
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or code is told to its owner
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Concord: "
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Concord"
MFA_TOTP_TOLERANCE = 1  # one step before and after (RFC 6238, 5.2), for slow fingers and slow clocks
SECOND_STEP = CONFIGURATION.flag("CONCORD_SECOND_STEP")
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given with a seat, not claimed by their owner
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

# Shared by all processes. A full one forgets a third of what it holds, limits of signing in among it: it is never full.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "wiring_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # counting must not wait for who writes the one file
    CACHES["limits"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(HOME / "limits"),
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    }
else:
    CACHES["limits"] = CACHES["default"]
# Times in a minute: for a person, and for an address of the public.
LIMITS = {"searches": (120, 300), "programs": (600, 600), "files": (60, 120), "misses": (30, 120)}
ABSENT_TAKES = 0.025  # seconds, or any multiple
ALLAUTH_TRUSTED_PROXY_COUNT = int(CONFIGURATION.text("CONCORD_PROXIES") or HTTPS)

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if CONFIGURATION.text("CONCORD_TASKS") == "worker"
        else "django_tasks.backends.immediate.ImmediateBackend",
    },
}

LIVE = CONFIGURATION.text("CONCORD_LIVE")
LIVE_ORIGINS = frozenset(CONFIGURATION.names("CONCORD_LIVE_ORIGINS"))
_STREAMS = [f"{'https' if HTTPS else 'http'}://{host}{LIVE}" for host in ALLOWED_HOSTS] if LIVE[:1] == ":" else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, *_STREAMS],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-concord" if HTTPS else "concord"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None  # the page server speaks plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0

MAIL = CONFIGURATION.mail_server()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'console'}.EmailBackend"
if MAIL:
    EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.host, MAIL.port, MAIL.user, MAIL.password
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20
ADDRESS = CONFIGURATION.text("CONCORD_ADDRESS").rstrip("/") or f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}"
DEFAULT_FROM_EMAIL = CONFIGURATION.text("CONCORD_EMAIL_FROM")

UI_INITIATIVE = "Concord"
UI_NAV = (
    Door("strategy", _("Strategy"), "strategy:index", "s"),
    Door("meetings", _("Meetings"), "meetings:index", "m"),
    Door("plan", _("Plan"), "plans:index", "p"),
    Door("assistance", _("Assistance"), "assistance:index", "a"),
    Door("coverage", _("Coverage"), "coverage:index", "c"),
    Door("parties", _("Organisations"), "parties:index", "o"),
)
UI_MENU = (
    Door("desk", _("My desk"), "desk:index", "d"),
    Door("desk", _("What changed"), "desk:changes"),
    Door("assistance", _("Imports"), "assistance:intakes"),
    Door("assistance", _("Review"), "assistance:review", "r"),
    Door("parties", _("People and seats"), "parties:seats"),
)
UI_FOOT = (
    Door("outreach", _("About"), "outreach:about"),
    Door("outreach", _("Downloads"), "outreach:downloads"),
    Door("outreach", _("Accessibility"), "outreach:accessibility"),
)
UI_SEARCH = "outreach:search"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
