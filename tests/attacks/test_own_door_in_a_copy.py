"""The thief's copy after a day at the own door: it names nobody who came, and nobody who uses an account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.attacks.copy_of import Copy, steal
from tests.attacks.scene import open_the_room, some_come
from tests.cast import NOW, Cast
from tests.own_door import account_of
from tests.postgres import TestCluster
from xinqiao.cli.drills.stolen import joined
from xinqiao.core.clock import freeze
from xinqiao.core.ledger import sealer
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import services
from xinqiao.register.personal.models import PersonalAccount

WORDS = "海棠 窗外 第三排 下雨"
STUDENT = ClientKind.STUDENT


@dataclass
class Day:
    """A class with slips; Lin comes in, is given a code, goes out, comes back, changes her words."""

    copy: Copy
    lin: UUID
    account: UUID


def a_day(cast: Cast) -> None:
    """As it goes in the browser, with the counsellor beside it."""
    actor, lin = cast.actor("shen"), Browser()
    made = services.make_class_slips(actor=actor, school_class=cast.classes[11, 3].pk, kind=STUDENT, at=NOW)
    slip = next(one for one in made.slips if one.name == "林晚舟")
    with freeze(NOW + timedelta(minutes=5)):
        lin.post(reverse("personal:enter"), {"sign_in": slip.sign_in, "words": slip.code})
        lin.post(reverse("personal:begin"), {"new": WORDS, "again": WORDS})
        code = services.give_code(actor=actor, client=cast.number("lin"), at=NOW + timedelta(minutes=5)).code
        assert lin.post(reverse("personal:code"), {"code": code}).status_code == 302
        assert lin.get(reverse("personal:own")).status_code == 200
        lin.get(reverse("personal:leave"))
        lin.post(reverse("personal:enter"), {"sign_in": slip.sign_in, "words": WORDS})
        new = {"old": WORDS, "new": "另外 一句 说给 自己", "again": "另外 一句 说给 自己"}
        assert lin.post(reverse("personal:words"), new).status_code == 302
    services.make_one_slip(actor=actor, kind=STUDENT, person=cast.students["ayi"].pk, at=NOW)


@pytest.fixture
def day(fresh_cast: Cast, cluster: TestCluster, fresh_database: str) -> Iterator[Day]:
    cast = fresh_cast
    open_the_room(cast)
    some_come(cast, [cast.number("lin")])
    a_day(cast)
    sealer.seal_once()
    account = PersonalAccount.objects.get(person=cast.students["lin"].pk).pk
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        yield Day(steal(connection), cast.number("lin"), account)


def test_no_column_and_no_transaction_joins_number_and_account(day: Day) -> None:
    assert joined(day.copy.rows, [day.lin]) == []


def test_a_join_would_be_found(fresh_cast: Cast, cluster: TestCluster, fresh_database: str) -> None:
    """The control: an account that names the number's start in the open."""
    number = fresh_cast.number("lin")
    account_of(STUDENT, fresh_cast.students["lin"].pk)
    PersonalAccount.objects.update(person=number)
    with psycopg.connect(cluster.superuser_dsn(fresh_database), autocommit=True) as connection:
        assert joined(steal(connection).rows, [number]) != []


def test_the_accounts_of_a_class_look_alike(day: Day) -> None:
    rows = day.copy.rows_of("personal_personalaccount")
    of_class = [row for row in rows if row.values["sign_in"] in {"20240301", "20240306"}]

    assert len(of_class) == 2
    assert len({row.stamps for row in of_class}) == 1
    assert len({len(row.values["state"]) for row in rows}) == 1


def test_an_open_session_shares_nothing_with_an_account_but_its_class(day: Day) -> None:
    (session,) = day.copy.rows_of("personal_personalsession")
    (mine,) = [row for row in day.copy.rows_of("personal_personalaccount") if row.values["id"] == day.account]

    assert set(session.telling_values()) & set(mine.telling_values()) - {None} == set()
    assert str(day.account) not in "".join(str(value) for value in session.values.values())


def test_nothing_in_the_copy_names_the_account_but_its_own_row(day: Day) -> None:
    elsewhere = [
        row.table
        for row in day.copy.rows
        if row.table != "personal_personalaccount" and str(day.account) in "".join(map(str, row.values.values()))
    ]

    assert elsewhere == []
