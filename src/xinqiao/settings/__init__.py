"""Django's settings, read once from the environment. No secret has a default outside of tests."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from xinqiao.settings.environment import read_environment

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parents[1]

DEBUG = False
SECRET_KEY = ENVIRONMENT.read_secret(ENVIRONMENT.secret_key_file, "XINQIAO_SECRET_KEY_FILE") or secrets.token_hex(32)
ALLOWED_HOSTS = ENVIRONMENT.hosts.split(",")
XINQIAO_KIND = ENVIRONMENT.kind
XINQIAO_HOME = ENVIRONMENT.home
XINQIAO_INSTANCE_KEY_FILE = ENVIRONMENT.instance_key_file
XINQIAO_IDLE_MINUTES = ENVIRONMENT.idle_minutes
XINQIAO_BACKUP_STATUS = ENVIRONMENT.backup_status_file or ENVIRONMENT.home / "backup-status.json"
# What messages need that leave the house; without them everything waits at the own door.
XINQIAO_MAIL_FROM = ENVIRONMENT.mail_from
XINQIAO_SMS_FOLDER = ENVIRONMENT.sms_folder
EMAIL_HOST = ENVIRONMENT.mail_host
EMAIL_PORT = ENVIRONMENT.mail_port
EMAIL_HOST_USER = ENVIRONMENT.mail_user
EMAIL_HOST_PASSWORD = ENVIRONMENT.read_secret(ENVIRONMENT.mail_password_file, "XINQIAO_MAIL_PASSWORD_FILE")
EMAIL_USE_SSL = ENVIRONMENT.mail_security == "tls"
EMAIL_USE_TLS = ENVIRONMENT.mail_security == "starttls"
EMAIL_TIMEOUT = 20

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "procrastinate.contrib.django",
    "xinqiao.core.access",
    "xinqiao.core.clauses",
    "xinqiao.core.ledger",
    "xinqiao.core.vault",
    "xinqiao.register.people",
    "xinqiao.register.accounts",
    "xinqiao.register.credentials",
    "xinqiao.register.consents",
    "xinqiao.register.recovery",
    "xinqiao.register.personal",
    "xinqiao.office.obligations",
    "xinqiao.office.papers",
    "xinqiao.office.messages",
    "xinqiao.office.disclosures",
    "xinqiao.practice.scheduling",
    "xinqiao.practice.staffing",
    "xinqiao.practice.cases",
    "xinqiao.practice.rights",
    "xinqiao.practice.crisis",
    "xinqiao.oversight.figures",
    "xinqiao.web",
]

MIDDLEWARE = [
    "xinqiao.web.middleware.headers.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xinqiao.web.middleware.instance.InstanceKey",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xinqiao.web.middleware.gate.Gate",
    "xinqiao.web.middleware.errors.DomainErrors",
]

ROOT_URLCONF = "xinqiao.web.urls"
WSGI_APPLICATION = "xinqiao.web.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "xinqiao.web.context.shell",
            ],
        },
    }
]

COTTON_ISOLATE_BY_DEFAULT = True

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": ENVIRONMENT.database_name,
        "USER": ENVIRONMENT.database_user,
        "PASSWORD": ENVIRONMENT.read_secret(ENVIRONMENT.database_password_file, "XINQIAO_DATABASE_PASSWORD_FILE"),
        "HOST": ENVIRONMENT.database_host,
        "PORT": ENVIRONMENT.database_port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["xinqiao.register.accounts.hashing.PepperedArgon2"]
AUTHENTICATION_BACKENDS: list[str] = []
LOGIN_URL = "accounts:sign-in"

SESSION_ENGINE = "xinqiao.register.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-xq" if ENVIRONMENT.tls else "xq"
SESSION_COOKIE_SECURE = ENVIRONMENT.tls
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-xq-csrf" if ENVIRONMENT.tls else "xq-csrf"
CSRF_COOKIE_AGE = None  # it ends with the browser: on a shared computer it would tell that somebody was here
CSRF_COOKIE_SECURE = ENVIRONMENT.tls
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "xinqiao.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ENVIRONMENT.tls else 0
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "font-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "xq-language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"terse": {"()": "xinqiao.web.logs.Terse"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "terse"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
