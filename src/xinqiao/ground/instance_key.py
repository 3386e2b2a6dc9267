"""The instance key: 32 bytes outside of the database, without which nothing is served.

Made once, when the data folder has no database yet. It is never made anew
beside an existing database: what the old key sealed would be lost in silence.
"""

import os
import re
import stat
from pathlib import Path

from . import environment
from .home import Home, ensure_secret
from .words import Trouble

CREDENTIAL = "xinqiao-instance-key"
HEX = re.compile(r"[0-9a-f]{64}")


def ensure(home: Home) -> Path:
    """Where this folder's instance key lies; made if the folder is new. Raises Trouble."""
    credentials = os.environ.get(environment.CREDENTIALS_FOLDER)
    if credentials and (given := Path(credentials) / CREDENTIAL).exists():
        return checked(given, outside=True)
    if not home.instance_key.exists():
        if home.postgres.exists() or home.postgres_source == "url":
            raise Trouble(
                f"找不到实例密钥 {home.instance_key};没有它,数据打不开,程序不启动。请放回备份的密钥。",
                f"The instance key {home.instance_key} is missing; the data cannot be opened without it "
                "and nothing is started. Put the saved key back.",
            )
        ensure_secret(home.instance_key)
    return checked(home.instance_key)


def checked(path: Path, *, outside: bool = False) -> Path:
    """The path, if it holds a key that only we can read. Raises Trouble with what to do."""
    status = path.stat()
    if not outside and (status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o177):
        raise Trouble(
            f"实例密钥 {path} 的权限太宽或不属于本用户;请运行 chmod 600 并核对所有者。",
            f"The instance key {path} can be read by others or is not ours; run chmod 600 and check its owner.",
        )
    if not HEX.fullmatch(path.read_text(encoding="ascii", errors="replace").strip()):
        raise Trouble(f"实例密钥 {path} 内容不对。", f"The instance key {path} does not hold a key.")
    return path
