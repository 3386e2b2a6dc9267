"""The programs of a running school, beside PostgreSQL."""

import sys
from collections.abc import Sequence

from xinqiao.ground.certificate import Files
from xinqiao.ground.program import Place


def programs(place: Place, certificate: Files) -> dict[str, Sequence[str]]:
    """What to start, by name: the web server, the worker with the ledger's sealer, the nightly backup."""
    web = [sys.executable, "-P", "-m", "xinqiao.cli.web", place.host, str(place.port)]
    if place.tls:
        web += [str(certificate.server), str(certificate.server_key)]
    return {
        "web": web,
        "worker": [sys.executable, "-P", "-m", "xinqiao.cli.worker"],
        "backup": [sys.executable, "-P", "-m", "xinqiao.cli.nightly"],
    }
