"""
Django's settings, all of them from `env`.

Nothing here is read by anything but Django; the rest of the portal asks `django.conf.settings`.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

import haidang.files.reports
from haidang.portal.config.env import Environment, read_environment

ENVIRONMENT: Environment = read_environment()


def _kept_secret(folder: Path) -> str:
    """Return the secret kept in the data folder, made at the first start."""
    place = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            made = folder / f"secret_key.{os.getpid()}"
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(48), encoding="ascii")
            try:
                os.link(made, place)  # of several processes that start at once, the first one's is kept
            except FileExistsError:
                pass
            finally:
                made.unlink()
        return place.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"{folder}: {error.strerror}") from None


SECRET_KEY = ENVIRONMENT.secret_key or _kept_secret(ENVIRONMENT.data)
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "haidang.portal.jobs",
    "haidang.portal.registry",
    "haidang.portal.site",
    "haidang.portal.feeds",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "haidang.portal.site.static_files.StaticFilesMiddleware",
    "haidang.portal.site.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "haidang.portal.site.middleware.Compression",  # nothing secret stands in a page, so its length gives nothing away
    "haidang.portal.feeds.middleware.gate",  # outside what may answer with a page
    "django.middleware.common.CommonMiddleware",
    "haidang.portal.site.middleware.Problems",
]
# W003: no page takes a form that writes; the token against forged ones comes with the first page that does.
# W009: `env` has looked at the secret already, and asks for a little less.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W009"]
ROOT_URLCONF = "haidang.portal.config.urls"
WSGI_APPLICATION = "haidang.portal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": dict(ENVIRONMENT.database)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # readers never wait for a writer, a writer waits its turn, and a transaction takes its lock when it begins
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # charts, drawn once for all processes; with the hash of all they are made from as their key they never grow old
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(ENVIRONMENT.data / "charts"),
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français")]
USE_I18N = False  # the portal's words are told by `haidang.telling`
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATICFILES_DIRS = [str(Path(haidang.files.reports.__file__).parent / "static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "haidang.portal.site.static_files.HashedNames"},
}
WHITENOISE_USE_FINDERS = (
    True  # straight from where they are installed: nothing is collected, nothing is written
)
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = ENVIRONMENT.is_https
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.is_https
SECURE_HSTS_PRELOAD = ENVIRONMENT.is_https
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
if ENVIRONMENT.is_behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # an address that does not exist is a reader's mistake: it is answered, and an access log belongs to the proxy
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        "waitress.queue": {"level": "ERROR"},
        "haidang.jobs": {"level": "INFO"},
    },
}
