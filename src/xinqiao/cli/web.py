"""The web server's process: granian in front of Django. Started by the launcher.

Called as `python -m xinqiao.cli.web HOST PORT [CERTIFICATE KEY]`.
"""

import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from granian import Granian
from granian.constants import Interfaces

from xinqiao.ground import kernel
from xinqiao.ground.rights import check_rights
from xinqiao.ground.words import Trouble

APPLICATION = "xinqiao.web.wsgi:application"
THREADS = 8
KILL_SECONDS = 10


def load(target: str) -> Callable[..., Any]:
    """The application, in granian's worker process: which dies with granian, asks for its rights first, and locks."""
    kernel.die_with_parent(signal.SIGKILL)
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    from django.db import connection  # only now does Django know its settings

    connection.ensure_connection()
    session = connection.connection
    if not isinstance(session, psycopg.Connection):
        raise TypeError("psycopg is the only driver")
    try:
        check_rights(session)
        lock_what_was_open()
    except Trouble as trouble:
        raise SystemExit(str(trouble)) from None
    finally:
        connection.close()
    return application


def lock_what_was_open() -> None:
    """A program that starts has no vault open, whatever was open when the last one ended: before the first request."""
    from xinqiao.core.clock import now  # as above
    from xinqiao.core.keys import InstanceKeyError
    from xinqiao.core.vault.unlocking import lock_everything

    try:
        lock_everything(at=now())
    except InstanceKeyError:
        return  # nothing is served without it, and nothing opens


def main(arguments: list[str]) -> None:
    """Serve until told to stop."""
    host, port, *certificate = arguments
    files: list[Path | None] = [Path(path) for path in certificate]
    server, key = files or (None, None)
    Granian(
        APPLICATION,
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=KILL_SECONDS,
        log_access=False,
        ssl_cert=server,
        ssl_key=key,
    ).serve(target_loader=load)


if __name__ == "__main__":
    main(sys.argv[1:])
