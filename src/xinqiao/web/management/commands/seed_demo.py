"""Make the invented school in an empty demo folder, and say who can sign in."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from xinqiao.core.access import PROGRAM
from xinqiao.core.clock import now, today
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.register.accounts.services import seed_account
from xinqiao.register.people.models import POST_LABELS, Staff
from xinqiao.register.people.selectors import school
from xinqiao.register.recovery.services import make_demo_envelope
from xinqiao.web.demo.book import fill_book, note_gaps, open_room, say_who_is_there
from xinqiao.web.demo.calls import answered_calls
from xinqiao.web.demo.cases import Desk, recent_cases
from xinqiao.web.demo.credentials import show_papers
from xinqiao.web.demo.months import earlier_months, shown_days
from xinqiao.web.demo.own_door import Entry, open_own_doors
from xinqiao.web.demo.school import STAFF, make_school
from xinqiao.web.demo.telling import tell

# No secret: it is printed, and works in a demo folder only.
PASSPHRASE, COMPUTER_CODE = "bridge-demo-2026", "DEMO-DEMO"
COUNSELLOR = "shen"
FILE = "demo-accounts.json"
OWN_DOOR = "/me/"


class Command(BaseCommand):
    """Refuses a real school's folder, and a school that is there already."""

    own: Sequence[Entry] = ()
    help = "建立虚构的学校 / make the invented school"

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.XINQIAO_KIND == "school":
            raise CommandError("这是真实学校的数据目录，不能放演示数据 / a real school's folder takes no demo")
        if school() is None:
            with transaction.atomic():  # killed half-way, it starts again from nothing
                self._make()
        else:
            make_demo_envelope(actor=PROGRAM, at=now())  # a school from before there were envelopes gets one
        seal_once()
        (settings.XINQIAO_HOME / FILE).write_text(json.dumps(self._accounts(), ensure_ascii=False), encoding="utf-8")

    def _make(self) -> None:
        at, on = now(), today()
        make_demo_envelope(actor=PROGRAM, at=at)
        staff = make_school(at, on)
        for key in STAFF:
            self._account(key, staff[key])
        show_papers(staff, on, at)
        open_room(staff, shown_days(on)[0][0], on, at)
        say_who_is_there(staff, on, at)
        note_gaps(at)
        fill_book(staff, on, at)
        desk = Desk.of(COUNSELLOR, PASSPHRASE, on, at)
        tell([*recent_cases(desk, on), *earlier_months(desk, staff, on)])
        self.own = open_own_doors(staff, at)
        answered_calls(staff, at)

    def _account(self, key: str, staff: Staff) -> None:
        seed_account(
            actor=PROGRAM,
            staff=staff.pk,
            sign_in=key,
            passphrase=PASSPHRASE,
            computer_code=COMPUTER_CODE,
            at=now(),
        )

    def _accounts(self) -> list[dict[str, str]]:
        rows = []
        for key, (name, posts) in STAFF.items():
            roles = []
            for language in ("zh-hans", "en"):
                with translation.override(language):
                    roles.append("、".join(str(POST_LABELS[post]) for post in posts))
            rows.append(
                {
                    "name": name,
                    "sign_in": key,
                    "passphrase": PASSPHRASE,
                    "computer_code": COMPUTER_CODE,
                    "role": " / ".join(roles),
                }
            )
        return [*rows, *self._own_accounts()]

    def _own_accounts(self) -> list[dict[str, str]]:
        """Those of the own door; when the school was there already, as the file has them."""
        if self.own:
            return [self._own_account(one) for one in self.own]
        file = settings.XINQIAO_HOME / FILE
        before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
        return [row for row in before if row.get("door") == OWN_DOOR]

    def _own_account(self, one: Entry) -> dict[str, str]:
        return {
            "name": "—",
            "sign_in": one.sign_in,
            "passphrase": one.words,
            "computer_code": OWN_DOOR,
            "role": one.role,
            "door": OWN_DOOR,
        }
