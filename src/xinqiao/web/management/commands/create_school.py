"""Open a real school from the answers of `xinqiao setup`, read as JSON from standard input.

    {"school": …, "director": …, "second": …,
     "year": {"name", "starts_on", "ends_on"}, "terms": [{…}, …]}

The director of a small school is counsellor and keeper as well; the second
person holds the principal's post, whom every rule asks that needs two people.
"""

import json
import sys
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from xinqiao.core.access import PROGRAM, Post, Problem
from xinqiao.core.clock import now, today
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.accounts.services import make_account
from xinqiao.register.people.services import add_staff, give_post, open_school, prepare_numbers
from xinqiao.register.people.services.staff import Period
from xinqiao.register.recovery.services import make_envelope

PEOPLE = {
    "director": (Post.DIRECTOR, Post.COUNSELLOR, Post.KEEPER),
    "second": (Post.PRINCIPAL,),
}


class Command(BaseCommand):
    """All or nothing: a school that is half set up is none."""

    help = "由 xinqiao setup 调用 / called by xinqiao setup"

    def handle(self, *args: Any, **options: Any) -> None:
        answers = json.load(sys.stdin)
        prepare_numbers(len(PEOPLE))
        try:
            with transaction.atomic():
                codes = self._open(answers)
                sheet = make_envelope(actor=PROGRAM, at=now())
        except Problem as wrong:
            raise CommandError(str(wrong)) from None
        seal_once()
        told = {"codes": codes, "words": sheet.words, "fingerprint": sheet.fingerprint}
        self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _open(self, answers: dict[str, Any]) -> list[tuple[str, str, str]]:
        at = now()
        open_school(
            actor=PROGRAM,
            name=answers["school"],
            year=_period(answers["year"]),
            terms=[_period(term) for term in answers["terms"]],
            invented=False,
            at=at,
        )
        codes = []
        for sign_in, posts in PEOPLE.items():
            staff = add_staff(actor=PROGRAM, name=answers[sign_in], at=at)
            for post in posts:
                give_post(actor=PROGRAM, staff=staff.pk, post=post, starts_on=today(), at=at)
            made = make_account(actor=PROGRAM, staff=staff.pk, sign_in=sign_in, at=at)
            codes.append((staff.name, made.account.sign_in, made.start_code))
        return codes


def _period(answer: dict[str, str]) -> Period:
    return Period(answer["name"], date.fromisoformat(answer["starts_on"]), date.fromisoformat(answer["ends_on"]))
