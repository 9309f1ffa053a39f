"""Only what the interface needs, so that its gallery runs without any other room."""

from pathlib import Path

from concord.ui.chrome import Door

SECRET_KEY = "only for looking"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
USE_TZ = True
TIME_ZONE = "Asia/Ashgabat"
LANGUAGE_CODE = "en"
LANGUAGES = (("en", "English"), ("ru", "Русский"))
LOCALE_PATHS = [Path(__file__).resolve().parents[3] / "src" / "concord" / "wiring" / "locale"]
INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "concord.ui",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tests.ui.gallery.views.sign_in",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "concord.ui.context_processors.chrome",
            ],
        },
    },
]
STATIC_URL = "/static/"
ROOT_URLCONF = "tests.ui.gallery.urls"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
UI_INITIATIVE = "Central Asia Joint Plan of Action"
UI_NAV = (
    Door("strategy", "Strategy", "sample", "s"),
    Door("meetings", "Meetings", "form", "m"),
    Door("plan", "Plan", "missing", "p"),
    Door("assistance", "Assistance", "list", "a"),
    Door("coverage", "Coverage", "figures", "c"),
    Door("organisations", "Organisations", "missing", "o"),
    Door("absent", "Absent room", "absent:index"),
)
UI_MENU = (Door("desk", "What changed", "sample"), Door("desk", "Imports", "list"))
UI_FOOT = (Door("about", "About", "sample"), Door("api", "API", "sample"))
UI_SEARCH = "list"
UI_SOURCE = "https://example.org/concord"
