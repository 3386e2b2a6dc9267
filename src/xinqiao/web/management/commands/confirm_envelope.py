"""The words as somebody typed them back, read from standard input; called by `xinqiao setup`.

The answer is one line of JSON: {"wrong": [Chinese, English], "group": n}: empty when they are right,
and `group` says which group to type again, 0 for all of them.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xinqiao.core.access import PROGRAM
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.recovery.services import confirm_envelope
from xinqiao.web.management.bilingual import in_both

LONGEST = 2000


class Command(BaseCommand):
    """Says what is wrong in both languages, and nothing about the words themselves."""

    help = "由 xinqiao setup 调用 / called by xinqiao setup"

    def handle(self, *args: Any, **options: Any) -> None:
        words = sys.stdin.read(LONGEST)
        _key, wrong = in_both(lambda: confirm_envelope(actor=PROGRAM, words=words, at=now()))
        seal_once()
        self.stdout.write(json.dumps(wrong.told(), ensure_ascii=False))
