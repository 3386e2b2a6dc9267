"""`import_roster FILE`: preview a roster, or bring it in, and report."""

import hashlib
import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from xinqiao.core import clock
from xinqiao.core.access import PROGRAM, Problem
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.people.roster.entries import Roster
from xinqiao.register.people.roster.findings import Kind
from xinqiao.register.people.roster.plan import Plan
from xinqiao.register.people.roster.reading import SIZE_AT_MOST
from xinqiao.register.people.roster.report import as_json, as_text
from xinqiao.register.people.selectors import plan_roster, read_roster, roster_year
from xinqiao.register.people.services import import_roster

STAGES = {"read": _("已读 %d 行"), "understood": _("认出 %d 人"), "written": _("已写入 %d 人")}


class Command(BaseCommand):
    """Preview or import; guesses are taken only when they are confirmed by id, or all together."""

    help = "Preview or import a roster (xlsx, xls, ods, csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file, and what is to be done with it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--confirm", action="append", default=[], metavar="ID")
        parser.add_argument("--confirm-all", action="store_true")
        parser.add_argument("--invented", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, perhaps apply, report. A refusal is one sentence and exit code 1."""
        at = clock.now()
        try:
            data = _bytes(options["file"])
            roster = read_roster(data, progress=self._progress)
            confirmed = set(options["confirm"])
            plan = _plan(roster, confirmed, at)
            if options["confirm_all"]:
                confirmed = {finding.guess for finding in plan.findings if finding.kind is Kind.GUESS}
                plan = _plan(roster, confirmed, at)
            if not options["dry_run"]:
                self._apply(roster, data, confirmed, invented=options["invented"], at=at)
                seal_once()
        except Problem as wrong:
            if options["json"]:
                self.stdout.write(json.dumps({"refused": str(wrong)}, ensure_ascii=False))
            raise CommandError(str(wrong)) from wrong
        report = as_json if options["json"] else as_text
        self.stdout.write(report(roster, plan, applied=not options["dry_run"]))

    def _apply(self, roster: Roster, data: bytes, confirmed: set[str], *, invented: bool, at: datetime) -> None:
        import_roster(
            actor=PROGRAM,
            roster=roster,
            digest=hashlib.sha256(data).hexdigest(),
            confirmed=confirmed,
            invented=invented,
            at=at,
            progress=self._progress,
        )

    def _progress(self, stage: str, done: int) -> None:
        """Say how far it is, on the side where reports are not."""
        line = str(STAGES[stage]) % done
        self.stderr.write(f"\r{line}  " if sys.stderr.isatty() else line, ending="" if sys.stderr.isatty() else "\n")


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(SIZE_AT_MOST + 1)
    except OSError as wrong:
        raise CommandError(_("打不开文件：%s") % wrong.strerror) from wrong


def _plan(roster: Roster, confirmed: set[str], at: datetime) -> Plan:
    on = clock.local(at).date()
    return plan_roster(actor=PROGRAM, roster=roster, year=roster_year(roster.year, on), on=on, confirmed=confirmed)
