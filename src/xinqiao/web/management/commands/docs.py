"""Write or check the generated pages of the reference."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xinqiao.web import reference


class Command(BaseCommand):
    """`docs` writes them, `docs --check` says which are stale."""

    help = "写出或核对自动生成的文档 / write or check the generated docs"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            reference.write()
            return
        if stale := reference.stale():
            raise CommandError(f"过时 / stale: {', '.join(stale)}. make docs")
