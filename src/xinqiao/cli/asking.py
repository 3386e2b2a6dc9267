"""Ask the program itself, in a process of its own, what only it can tell; its answer is one line of JSON."""

import json
import signal
import subprocess
import sys
from typing import Any

from xinqiao.ground.children import tethered
from xinqiao.ground.program import Ground
from xinqiao.ground.words import Trouble


def ask(ground: Ground, module: str, *words: str, given: str = "") -> dict[str, Any] | None:
    """Run one of the program's modules and read its line; None when it failed and said why."""
    program = tethered(
        [sys.executable, "-P", "-m", module, *words],
        dies_by=signal.SIGTERM,
        environment=ground.variables(),
        source=subprocess.PIPE,
        output=subprocess.PIPE,
        errors=2,
    )
    try:
        said, _ = program.communicate(given.encode())
    except BaseException:
        program.terminate()
        raise
    if program.returncode != 0:
        return None
    told: dict[str, Any] = json.loads(said.decode().splitlines()[-1])
    return told


def check_key(ground: Ground) -> None:
    """Raises Trouble unless the instance key is the one under which this database was made."""
    told = ask(ground, "xinqiao.cli.inside", "xinqiao.cli.told:instance_key")
    if told is None:
        raise Trouble("没有问到实例密钥是不是这个数据库的,原因见上。", "Whether the key fits is not known; see above.")
    if told["wrong"]:
        raise Trouble(*told["wrong"])


def envelope_state(ground: Ground) -> str:
    """How the sealed envelope stands: none, unconfirmed, confirmed. Raises Trouble."""
    told = ask(ground, "xinqiao.cli.inside", "xinqiao.cli.told:envelope")
    if told is None:
        raise Trouble("没有问到信封的情况,原因见上。", "How the envelope stands is not known; see above.")
    return str(told["state"])
