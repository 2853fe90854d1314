"""Django's settings. Every value of a machine comes from the environment (docs/operations.md lists them)."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from core import environment, logs, sentry
from core.site import UNFOLD_LOOK

environment.load()

BASE_DIR = environment.ROOT
DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY")
API_TOKEN = environment.text("API_TOKEN")
# What was valid before: it stays so while one after the other is given the new one (docs/operations.md, "Secrets").
SECRET_KEY_FALLBACKS = [key for key in [environment.text("SECRET_KEY_PREVIOUS", "")] if key]
API_TOKEN_PREVIOUS = environment.text("API_TOKEN_PREVIOUS", "")
# What Prometheus shows to be told of the desk; empty, nobody is told anything.
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
SITE_URL = environment.site_url("SITE_URL", "http://localhost:8000")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Whose word is believed about the address of a client (core/addresses.py).
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")
SUPER_ADMIN_IDS = environment.telegram_ids("SUPER_ADMIN_IDS")

# The rules of the desk that a deployment may change.
REOPEN_WINDOW = timedelta(hours=environment.number("REOPEN_HOURS", 72))
WAITING_REMINDER = timedelta(minutes=environment.number("WAITING_REMINDER_MINUTES", 30, minimum=1))

# Requests a minute (apps/admin/rates.py); 0 is no limit. Pages that bring themselves up to date ask 40 times a minute.
REQUESTS_PER_TOKEN = environment.number("REQUESTS_PER_TOKEN", 1200)
REQUESTS_PER_PERSON = environment.number("REQUESTS_PER_PERSON", 600)
REQUESTS_PER_OPERATOR = environment.number("REQUESTS_PER_OPERATOR", 1200)

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "core",
    "apps.user",
    "apps.admin",
    "apps.delivery",
    "apps.ticket",
    "apps.report",
    "axes",
]

MIDDLEWARE = [
    "core.request_id.RequestId",
    "core.metrics.Measure",
    "core.addresses.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.page_policy.PagePolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.bodies.BodyLimit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "apps.admin.language.ChosenLanguage",
    "apps.admin.rates.SiteRate",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.admin.lost_session.LostSession",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "core.urls"
WSGI_APPLICATION = "core.wsgi.application"
AUTH_USER_MODEL = "staff.Admin"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# A connection is kept between requests: a new one for each costs two thirds of the throughput. Through PgBouncer the
# next statement may meet another server, which knows nothing of a cursor.
DATABASES = {
    "default": dj_database_url.parse(
        environment.database_url("DATABASE_URL"),
        conn_max_age=600,
        conn_health_checks=True,
        disable_server_side_cursors=environment.flag("DATABASE_POOLED", default=False),
    ),
}
# A machine that is lost says no goodbye, and the system would wait for it for a quarter of an hour, with each thread.
# What DATABASE_URL says itself wins.
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # In thousandths of a second; the others are in seconds.
    "tcp_user_timeout": 20_000,
    **DATABASES["default"].get("OPTIONS", {}),
}

REDIS_URL = environment.redis_url("REDIS_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "core.cache.ForgivingRedis", "LOCATION": REDIS_URL, "KEY_PREFIX": "yordam"}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "apps.admin.backends.LinkBackend",
]
# A password may be guessed so often for one login from one address, and from one address for all logins together;
# then that address waits (apps/admin/attempts.py).
AXES_HANDLER = "apps.admin.attempts.SignInAttempts"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
FAILURES_OF_ADDRESS = 50
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "apps.admin.attempts.address_of"
AXES_LOCKOUT_CALLABLE = "apps.admin.pages.locked_out"
# Who came and who left is in the journal; what axes would keep beside it grows for ever.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
CSRF_FAILURE_VIEW = "apps.admin.pages.stale_page"
# A link by which somebody sets a password is shown once, to be handed over the same day.
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "uz"
LANGUAGES = [("uz", "Oʻzbekcha"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "core" / "locale"]
FORMAT_MODULE_PATH = ["core.formats"]
TIME_ZONE = environment.time_zone("TIME_ZONE", "Asia/Tashkent")
USE_TZ = True

STATIC_URL = "static/"
# The finders serve the files of the packages as they are installed: nothing has to be collected first, so there is no
# STATIC_ROOT.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = environment.text("MEDIA_ROOT", str(BASE_DIR / ".data" / "media"))
# Received and uploaded files have no URL of their own: a view with the ticket's permission serves them.
MEDIA_URL = ""
# Where nginx finds these files for itself: it sends them, once a view has allowed it. Empty, Django sends them.
MEDIA_ACCEL = environment.media_accel("MEDIA_ACCEL")
FILE_UPLOAD_PERMISSIONS = 0o640
# Where backups are made, so that health can tell of a missing one. Empty, nobody looks.
BACKUP_FOLDER = environment.text("BACKUP_FOLDER", "")

# JSON and forms: the longest message of Telegram with all its formatting is a hundredth of this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

_behind_tls = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = _behind_tls
if _behind_tls:
    # A browser takes a cookie of such a name only over TLS, from this very host and for the whole of it: no neighbour
    # under the same domain can set it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_tls else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _behind_tls
# The bot and the probes speak to the backend inside the house, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/"]
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.admin.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["apps.admin.permissions.IsSuperAdmin"],
    "DEFAULT_THROTTLE_CLASSES": ["apps.admin.rates.ActorRate"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    # The schema tells what a path takes; DRF's own answer to OPTIONS wants querysets, which our views do not have.
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "core.api_errors.handle",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Yordam",
    "DESCRIPTION": "The support desk's API: the bot, the site and other programs speak to the desk through it.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {"BotModeEnum": "apps.delivery.models.BotProcess.Mode", "ModeEnum": ["answer", "note"]},
}
UNFOLD: dict[str, Any] = UNFOLD_LOOK

_log_level = environment.text("LOG_LEVEL", "INFO").upper()
if _log_level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise environment.ConfigurationError(f"LOG_LEVEL is no level of logging: {_log_level!r}")
LOG_FORMAT = environment.choice("LOG_FORMAT", ("line", "json"))
LOG_SECRETS = [SECRET_KEY, *SECRET_KEY_FALLBACKS, API_TOKEN, API_TOKEN_PREVIOUS, METRICS_TOKEN]
LOG_SECRETS += [DATABASES["default"]["PASSWORD"], urlsplit(REDIS_URL).password or ""]
LOGGING: dict[str, Any] = logs.configuration(level=_log_level, log_format=LOG_FORMAT, secrets=LOG_SECRETS)
SENTRY_DSN = sentry.checked_dsn("SENTRY_DSN", environment.text("SENTRY_DSN", ""))
SENTRY_ENVIRONMENT = environment.text("SENTRY_ENVIRONMENT", "production")
