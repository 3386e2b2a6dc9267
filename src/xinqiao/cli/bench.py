"""`xinqiao bench NAME`: what was measured is the last line, as JSON."""

import argparse

from xinqiao.cli.benches import BENCHES
from xinqiao.cli.folder import ground_for


def run(arguments: argparse.Namespace) -> int:
    """Run one measurement against the school's database; its exit code."""
    with ground_for(arguments) as ground:
        return ground.run("xinqiao.cli.inside", BENCHES[arguments.name])
    return 1
