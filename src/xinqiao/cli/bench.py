"""`xinqiao bench NAME`: what was measured is the last line, as JSON.

Every measurement has a data folder of its own, made for it and thrown away: a
school's own database is neither read nor written.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from xinqiao.cli.benches import BENCHES
from xinqiao.cli.folder import INTERRUPTED, leave_root
from xinqiao.ground.home import Home
from xinqiao.ground.program import lifetime, standing


def run(arguments: argparse.Namespace) -> int:
    """Run one measurement; its exit code."""
    leave_root(arguments)
    scratch = Path(tempfile.mkdtemp(prefix="xq-bench-"))
    with lifetime(stopped=INTERRUPTED):
        try:
            with standing(Home(scratch), "demo") as ground:
                ground.migrate()
                return ground.run("xinqiao.cli.inside", BENCHES[arguments.name], as_owner=True)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
