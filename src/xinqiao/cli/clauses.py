"""`xinqiao clauses`: what the regulations ask, and what keeps it."""

import argparse

from xinqiao.cli.inside import get_ready


def run(arguments: argparse.Namespace) -> int:
    """Print every clause. Needs no database."""
    get_ready()
    from xinqiao.core.clauses import report  # needs Django's settings

    print(report.as_json() if arguments.json else report.as_text())
    return 0
