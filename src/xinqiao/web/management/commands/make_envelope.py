"""Make the envelope of a school that is there already; called by `xinqiao setup --envelope`.

The answer is one line of JSON: {"school": …, "words": …, "fingerprint": …, "renewed": …};
`renewed` says that one was there, whose sheet nobody had confirmed.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xinqiao.core.access import PROGRAM, Problem
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.people.selectors import school
from xinqiao.register.recovery.selectors import envelope
from xinqiao.register.recovery.services import make_envelope


class Command(BaseCommand):
    """Refuses while there is an envelope that was confirmed, or to which something is sealed."""

    help = "由 xinqiao setup 调用 / called by xinqiao setup"

    def handle(self, *args: Any, **options: Any) -> None:
        here = school()
        if here is None:
            raise CommandError("还没有学校 / there is no school yet: xinqiao setup")
        renewed = envelope() is not None
        try:
            sheet = make_envelope(actor=PROGRAM, at=now())
        except Problem as wrong:
            raise CommandError(str(wrong)) from None
        seal_once()
        told = {"school": here.name, "words": sheet.words, "fingerprint": sheet.fingerprint, "renewed": renewed}
        self.stdout.write(json.dumps(told, ensure_ascii=False))
