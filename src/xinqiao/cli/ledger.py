"""`xinqiao ledger verify`: is what was written down still what was written down."""

import argparse
import json

from xinqiao.cli.folder import ground_for


def run(arguments: argparse.Namespace) -> int:
    """Verify the ledger; 0 if nothing is wrong."""
    words = ["--json"] if arguments.json else []
    for head in arguments.printed:
        words += ["--printed", head]
    with ground_for(arguments) as ground:
        return ground.run("xinqiao.cli.inside", "xinqiao.core.ledger.verify:main", f"argv={json.dumps(words)}")
