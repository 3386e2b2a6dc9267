"""The files that tell PostgreSQL how to behave and whom to let in.

They are written anew at every start: what stands here is what runs.
"""

from dataclasses import dataclass
from pathlib import Path

from .accounts import Account

NAME = "xinqiao.conf"
ALL = (NAME, "pg_hba.conf", "pg_ident.conf")
IDENT_MAP = "program"

# What a statement carries must never reach a log: not by an error, not by a
# slow query, not by a parameter.
SILENCE = {
    # Above ERROR: the one line of an error can quote what somebody typed, and whoever
    # made the error is told it anyway. What the server says of itself is still written.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "track_activities": "off",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_duration": "off",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_temp_files": "-1",
    "log_lock_waits": "off",
    "log_autovacuum_min_duration": "-1",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
    "track_activity_query_size": "100",
}


@dataclass(frozen=True)
class Settings:
    """How the server runs. `durable` is off only for tests, `tcp` only when asked for."""

    durable: bool = True
    tcp: bool = False
    connections: int = 100
    log_folder: Path | None = None


@dataclass(frozen=True)
class Access:
    """Whom the server lets in.

    `peers` are the roles that the system account running the program may take
    without a password, over the socket; every other role needs its own.
    """

    peers: tuple[str, ...] = ()


def write(data: Path, *, settings: Settings, access: Access, account: Account) -> None:
    """Write the three files into the data folder."""
    texts = {
        NAME: _settings_text(settings),
        "pg_hba.conf": _access_text(settings, access),
        "pg_ident.conf": "".join(f'{IDENT_MAP} "{account.name}" {role}\n' for role in access.peers),
    }
    for name, text in texts.items():
        path = data / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")


def _settings_text(settings: Settings) -> str:
    on = "on" if settings.durable else "off"
    values = {
        **SILENCE,
        "listen_addresses": "127.0.0.1" if settings.tcp else "",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": str(settings.connections),
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": on,
        "synchronous_commit": on,
        "full_page_writes": on,
        "log_line_prefix": "%m ",
    }
    if settings.log_folder is not None:
        values |= {
            "logging_collector": "on",
            "log_directory": str(settings.log_folder),
            "log_filename": "postgres-%a.log",
            "log_file_mode": "0600",
            "log_truncate_on_rotation": "on",
            "log_rotation_age": "1d",
        }
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in values.items())


def _access_text(settings: Settings, access: Access) -> str:
    lines = [f"local all {role} peer map={IDENT_MAP}" for role in access.peers]
    lines.append("local all all scram-sha-256")
    if settings.tcp:
        lines += [f"host all {role} all reject" for role in access.peers]
        lines.append("host all all 127.0.0.1/32 scram-sha-256")
    lines.append("host all all all reject")
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
