"""Give keys back at a terminal, read as JSON from standard input; called by `xinqiao recover`.

    {"sign_in": …, "passphrase": …}                              who waits, for this person to give
    {"sign_in": …, "passphrase": …, "ask": …, "words": …}        give

The answer is one line of JSON: {"wrong": [Chinese, English], "group": n, "waiting": [[id, name], …], "granted": n}.
Whoever acts shows the own passphrase, and the same rules are asked as on the page.
"""

import json
import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, Refused
from xinqiao.core.clock import now, today
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.services import WrongNameOrPassphrase, prove
from xinqiao.register.people.selectors import actor_for
from xinqiao.register.recovery.selectors import waiting
from xinqiao.register.recovery.services import give_keys_back
from xinqiao.web.management.bilingual import in_both

TERMINAL = "terminal"


class NotYours(Problem):
    """A refusal, which shows a stranger nothing."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "没有等着你办的申请。请本人先登录，在“我的钥匙”里申请。谁发的启动码，就由主任、校长中的另一位办；主任自己的由校长办。"
            )
        )


class Command(BaseCommand):
    """Shows no record, and nothing to whom the rules do not name."""

    help = "由 xinqiao recover 调用 / called by xinqiao recover"

    def handle(self, *args: Any, **options: Any) -> None:
        told, wrong = in_both(lambda: self._answer(self._given))
        seal_once()
        self.stdout.write(json.dumps({**wrong.told(), **(told or {})}, ensure_ascii=False))

    @property
    def _given(self) -> dict[str, str]:
        if not hasattr(self, "_read"):
            self._read: dict[str, str] = json.load(sys.stdin)
        return self._read

    def _answer(self, given: dict[str, str]) -> dict[str, Any]:
        actor = _whoever_proves(given)
        try:
            if "ask" in given:
                done = give_keys_back(actor=actor, ask=UUID(given["ask"]), words=given["words"], at=now())
                return {"granted": done.granted}
        except Refused:
            raise NotYours from None
        mine = [line.ask for line in waiting(actor, now()) if line.may_give and not line.is_over]
        if not mine:
            raise NotYours
        return {"waiting": [[str(ask.pk), ask.staff.name] for ask in mine]}


def _whoever_proves(given: dict[str, str]) -> Actor:
    """Whose sign-in and passphrase these are, with the posts of today. Raises `Problem`."""
    proof = prove(sign_in=given["sign_in"], words=given["passphrase"], computers=(), address=TERMINAL, moment=now())
    if proof.way is not Way.PASSPHRASE:
        raise WrongNameOrPassphrase
    return actor_for(proof.owner, today())
