"""`xinqiao ledger verify`: is what was written down still what was written down."""

import argparse
import json

from xinqiao.cli.folder import ground_for


def run(arguments: argparse.Namespace) -> int:
    """Verify the ledger; 0 if nothing is wrong."""
    with ground_for(arguments) as ground:
        return ground.run(
            "xinqiao.cli.inside", "xinqiao.core.ledger.verify:main", f"as_json={json.dumps(arguments.json)}"
        )
    return 1
