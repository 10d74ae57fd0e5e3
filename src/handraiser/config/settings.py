"""Django's settings. Reading them starts nothing and writes nothing; `config.start` does that."""

import os
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from handraiser.config import database
from handraiser.config.home import home, secret_key
from handraiser.config.logs import configure_structlog, logging_settings

HOME = home()

# The address by which people reach this instance; links, form snippets and cookies follow it.
ADDRESS = os.environ.get("HANDRAISER_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip(
    "/"
)
HTTPS = ADDRESS.startswith("https://")

SECRET_KEY = secret_key(HOME)
DEBUG = os.environ.get("HANDRAISER_DEBUG") == "1"
ALLOWED_HOSTS = [
    urlsplit(ADDRESS).hostname or "127.0.0.1",
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, os.environ.get("HANDRAISER_ALLOWED_HOSTS", "").split(",")),
]

# The rooms that have tables, templates or jobs.
ROOMS = (
    "staff",
    "lead",
    "ledger",
    "process",
    "capture",
    "score",
    "qualify",
    "route",
    "follow_up",
    "handoff",
    "acts",
    "backtest",
    "replay",
    "web",
    "api",
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    *(f"handraiser.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "handraiser.config.urls"
WSGI_APPLICATION = "handraiser.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = {"default": database.django_settings(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 14 * 24 * 3600

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# Files are served by WhiteNoise straight from the packages: no build step, no collecting.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# An upload goes to the data folder in pieces; only small forms are held in memory.
MEDIA_ROOT = HOME / "uploads"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# A page takes nothing from elsewhere and is framed nowhere; the public form loosens framing for itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [ADDRESS]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = logging_settings()
configure_structlog()
