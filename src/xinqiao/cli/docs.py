"""`xinqiao docs`: the pages of the reference that are made from the code."""

import argparse

from xinqiao.cli.inside import get_ready


def run(arguments: argparse.Namespace) -> int:
    """Write them, or with --check say which are stale. Needs no database. Raises Trouble when some are."""
    get_ready()
    from django.core.management import CommandError, call_command  # needs Django's settings

    from xinqiao.ground.words import Trouble

    try:
        call_command("docs", check=arguments.check)
    except CommandError as stale:
        raise Trouble("参考文档不是最新的。", str(stale)) from None
    return 0
