"""New codes for the first sign-in of a school in which nobody has signed in yet; called by `xinqiao setup --codes`.

The answer is one line of JSON: {"codes": [[name, sign-in name, code], …]}.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xinqiao.core.access import PROGRAM, Problem
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.accounts.services import renew_first_codes


class Command(BaseCommand):
    """Refuses once anybody has come in: from then on people let each other in."""

    help = "由 xinqiao setup 调用 / called by xinqiao setup"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = renew_first_codes(actor=PROGRAM, at=now())
        except Problem as wrong:
            raise CommandError(str(wrong)) from None
        seal_once()
        codes = [(one.account.staff.name, one.account.sign_in, one.start_code) for one in made]
        self.stdout.write(json.dumps({"codes": codes}, ensure_ascii=False))
