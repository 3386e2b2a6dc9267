"""The names of the environment variables by which the launcher tells its children where they are.

The settings read the same names; an administrator may set them too.
"""

import os
from collections.abc import Mapping
from pathlib import Path

HOME = "XINQIAO_HOME"
PORT = "XINQIAO_PORT"
KIND = "XINQIAO_KIND"
HOSTS = "XINQIAO_HOSTS"
TLS = "XINQIAO_TLS"
DATABASE_HOST = "XINQIAO_DATABASE_HOST"
DATABASE_PORT = "XINQIAO_DATABASE_PORT"
DATABASE_NAME = "XINQIAO_DATABASE_NAME"
DATABASE_USER = "XINQIAO_DATABASE_USER"
DATABASE_PASSWORD_FILE = "XINQIAO_DATABASE_PASSWORD_FILE"  # noqa: S105 (a name, not a secret)
INSTANCE_KEY_FILE = "XINQIAO_INSTANCE_KEY_FILE"
SECRET_KEY_FILE = "XINQIAO_SECRET_KEY_FILE"  # noqa: S105 (a name, not a secret)
DJANGO_SETTINGS = "DJANGO_SETTINGS_MODULE"
LAUNCHER = "XINQIAO_LAUNCHER"
CREDENTIALS_FOLDER = "CREDENTIALS_DIRECTORY"
DATABASE_URL = "DATABASE_URL"
OWNER_DATABASE_URL = "XINQIAO_OWNER_DATABASE_URL"
SETTINGS_MODULE = "xinqiao.settings"

# Where a database URL holds a password, the children get a file instead.
NEVER_HANDED_ON = (DATABASE_URL, OWNER_DATABASE_URL, "PGPASSWORD", "PGPASSFILE", "PGSERVICE")


def home_folder(default: Path) -> Path:
    """The data folder asked for, or the default; always absolute."""
    return Path(os.environ.get(HOME) or default).absolute()


def for_children(values: Mapping[str, str]) -> dict[str, str]:
    """Our own environment with these values, without what children must not see."""
    kept = {name: value for name, value in os.environ.items() if name not in NEVER_HANDED_ON}
    return {**kept, DJANGO_SETTINGS: SETTINGS_MODULE, LAUNCHER: str(os.getpid()), **values}
