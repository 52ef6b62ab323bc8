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
    "haidang.portal.desk",  # before allauth: its pages are drawn by templates of the desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "haidang.portal.audit",
    "haidang.portal.accounts",
    "haidang.portal.jobs",
    "haidang.portal.registry",
    "haidang.portal.entries",
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
    # nobody is asked for on a page of the public: who signed in is looked up when a page of the desk asks
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "haidang.portal.accounts.sessions.limits",
    "haidang.portal.site.middleware.Problems",
]
# W009: `env` has looked at the secret already, and asks for a little less.
SILENCED_SYSTEM_CHECKS = ["security.W009"]
ROOT_URLCONF = "haidang.portal.config.urls"
WSGI_APPLICATION = "haidang.portal.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "haidang.portal.desk.frame.context",
            ]
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": dict(ENVIRONMENT.database)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # readers never wait for a writer, a writer waits its turn, and a transaction takes its lock when it begins
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # what is deleted is overwritten: what was removed by law, or of a person, is gone from the file too
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CACHES = {
    # what limits guessing, the same for all processes; nothing else is kept there
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # charts, drawn once for all processes; with the hash of all they are made from as their key they never grow old
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(ENVIRONMENT.data / "charts"),
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = (
    2 * 60 * 60
)  # seconds without a request of the desk; `accounts.sessions` adds the longest of all
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "haidang.portal.config.refusing.forged"

ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.is_behind_proxy else 0
ACCOUNT_ADAPTER = "haidang.portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator makes accounts, and nothing is sent by mail
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = True  # no question: every session ends by itself
# failed attempts for one account, and from one address, which a whole office may share; `accounts.adapters` tells of the wait
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Haidang"
MFA_RECOVERY_CODES_SHOW_ONCE = True
SECOND_FACTOR = ENVIRONMENT.second_factor
SOCIALACCOUNT_ADAPTER = "haidang.portal.accounts.adapters.ProviderAdapter"
# the form of a page may lead to this portal alone (Content-Security-Policy), so a link leads to the provider
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if ENVIRONMENT.provider is not None:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "city",
                "name": ENVIRONMENT.provider.name,
                "client_id": ENVIRONMENT.provider.client,
                "secret": ENVIRONMENT.provider.secret,
                "settings": {"server_url": ENVIRONMENT.provider.server},
            }
        ],
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
