"""`xinqiao clauses`: what the regulations ask, and what keeps it."""

import argparse
import os

import django

from xinqiao.ground import environment


def run(arguments: argparse.Namespace) -> int:
    """Print every clause. Needs no database."""
    os.environ.setdefault(environment.DJANGO_SETTINGS, environment.SETTINGS_MODULE)
    django.setup()
    from xinqiao.core.clauses import report  # needs Django's settings

    print(report.as_json() if arguments.json else report.as_text())
    return 0
