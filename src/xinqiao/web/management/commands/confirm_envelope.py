"""The words as somebody typed them back, read from standard input; called by `xinqiao setup`.

The answer is one line of JSON: {"wrong": [Chinese, English]}, empty when they are right.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from xinqiao.core.access import PROGRAM, Problem
from xinqiao.core.clock import now
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.recovery.services import confirm_envelope

LONGEST = 2000


class Command(BaseCommand):
    """Says what is wrong in both languages, and nothing about the words themselves."""

    help = "由 xinqiao setup 调用 / called by xinqiao setup"

    def handle(self, *args: Any, **options: Any) -> None:
        words, wrong = sys.stdin.read(LONGEST), []
        for language in ("zh-hans", "en"):
            with translation.override(language):
                try:
                    confirm_envelope(actor=PROGRAM, words=words, at=now())
                except Problem as problem:
                    wrong.append(str(problem))
                else:
                    break
        seal_once()
        self.stdout.write(json.dumps({"wrong": wrong}, ensure_ascii=False))
