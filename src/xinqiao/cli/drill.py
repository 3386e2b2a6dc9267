"""`xinqiao drill NAME`: what was promised, tried out on a school made for it. The last line is JSON.

Exit code 0: it holds; 1: it does not; 2: it could not be tried on this machine.
Whatever is said on the way goes to stderr.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from xinqiao.cli.drills import DRILLS, Drill
from xinqiao.cli.drills.outcome import Outcome
from xinqiao.cli.drills.scratch import Asked, Scratch, copy_school, make_school
from xinqiao.cli.folder import INTERRUPTED, leave_root
from xinqiao.ground.program import lifetime
from xinqiao.ground.words import Trouble


def run(arguments: argparse.Namespace) -> int:
    """Run one drill; its exit code. What kept it from being run is said, and is in its line as well."""
    leave_root(arguments)
    asked = Asked(arguments.name, arguments.size, arguments.seed, arguments.flaw)
    answer = os.dup(1)
    os.dup2(2, 1)  # what the programs beneath us say is progress
    began = time.monotonic()
    try:
        outcome = _run(asked, DRILLS[arguments.name], Path(arguments.school) if arguments.school else None)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        outcome = Outcome(wrong=[trouble.english])
    outcome.facts["seconds"] = round(time.monotonic() - began, 1)
    sys.stdout.flush()
    os.write(
        answer, (outcome.line(drill=asked.name, size=asked.size, seed=asked.seed, flaw=asked.flaw) + "\n").encode()
    )
    return outcome.code


def _run(asked: Asked, drill: Drill, kept: Path | None) -> Outcome:
    if asked.flaw is not None and asked.flaw not in drill.flaws:
        known = ", ".join(drill.flaws)
        raise Trouble(f"{asked.name} 的缺陷有:{known}。", f"The flaws of {asked.name} are: {known}.")
    room = Path(tempfile.mkdtemp(prefix="xq-drill-"))
    with lifetime(stopped=INTERRUPTED):
        try:
            scratch = _school(room / "school", kept)
            outcome: Outcome = import_module(drill.module).drill(scratch, asked)
            return outcome
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _school(folder: Path, kept: Path | None) -> Scratch:
    if kept is None:
        make_school(folder)
        return Scratch(folder)
    if not kept.exists():
        make_school(kept)
    return copy_school(kept, folder)
