"""Django's settings: what the environment says, and what is the same everywhere.

https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import certifi

from quizsite.environment import Environment

ENVIRONMENT = Environment.read(os.environ)
BASE_DIR = Path(__file__).parent.parent
YEAR = 365 * 24 * 60 * 60

ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Sign-in attempts are limited by address alone: by name, a stranger could keep the administrator
# out. https://django-axes.readthedocs.io/en/latest/4_configuration.html
AXES_CACHE = "sign_in_failures"
AXES_CLIENT_IP_CALLABLE = "quizsite.client_address.client_address"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_ENABLE_ADMIN = False
AXES_FAILURE_LIMIT = 10
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # In the database, so that all instances count together; never more rows than this.
    "sign_in_failures": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_failures",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
CSRF_COOKIE_SECURE = ENVIRONMENT.https
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
DATABASES = {
    "default": {
        "ENGINE": "quizsite.postgresql",
        "HOST": ENVIRONMENT.database.host,
        "PORT": ENVIRONMENT.database.port,
        "NAME": ENVIRONMENT.database.name,
        "USER": ENVIRONMENT.database.user,
        "PASSWORD": ENVIRONMENT.database.password,
        "CONN_MAX_AGE": 600,
        # A connection that the server dropped is replaced before a request notices.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "quizsite",
            "connect_timeout": 3,
            "sslmode": ENVIRONMENT.database.ssl_mode,
            # libpq comes in psycopg's wheel and knows nothing of the system's own certificates.
            **({"sslrootcert": certifi.where()} if ENVIRONMENT.database.verified else {}),
        },
    }
}
DEBUG = ENVIRONMENT.debug
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "quizzes",
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"one_line_outage": {"()": "quizsite.errors.OneLineOutage"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["one_line_outage"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    # Django's own handlers are silent outside DEBUG; its lines go where all others go.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
MIDDLEWARE = [
    "quizsite.release.ReleaseMiddleware",
    "quizsite.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "quizsite.content_security_policy.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it answers for the sign-in that was refused
]
ROOT_URLCONF = "quizsite.urls"
SECRET_KEY = ENVIRONMENT.secret_key
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.https
# Says that the domain may be put on the browsers' list; nobody does that but its owner.
SECURE_HSTS_PRELOAD = ENVIRONMENT.https
SECURE_HSTS_SECONDS = YEAR if ENVIRONMENT.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SECURE_SSL_REDIRECT = ENVIRONMENT.https
# How long a visitor's answers are kept; `prepare` clears what is older.
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SECURE = ENVIRONMENT.https
STATIC_ROOT = BASE_DIR / "staticfiles"
STATIC_URL = "static/"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
WSGI_APPLICATION = "quizsite.wsgi.application"
