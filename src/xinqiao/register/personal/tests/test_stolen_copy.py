"""A copy of the database tells of nobody whether they use their account, and when they did."""

from datetime import timedelta

from django.db import connection, models

from tests.cast import NOW, Cast
from tests.own_door import own_account, own_browser
from xinqiao.core.clock import freeze
from xinqiao.register.personal import jobs, services
from xinqiao.register.personal.models import PersonalAccount, PersonalSession
from xinqiao.register.personal.upkeep import forget_sessions, level_accounts

from .builders import WORDS, a_slip, account, half_in, proof, started

ALL = 6  # with two classmates


def everybody(cast: Cast) -> None:
    """One who never came, one with a slip in hand, one who started, one who is known and changed the PIN."""
    a_slip(cast, "lin")
    PersonalAccount.objects.create(
        kind="student", person=cast.students["batel"].pk, sign_in=cast.students["batel"].student_number
    )
    started(cast, "ayi", words="402917")
    own_account(cast, "ouyang", known=True)
    account(cast, "ouyang").lay(verifier=account(cast, "ayi").state["verifier"])


def raw(columns: str, table: str = "personal_personalaccount") -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")
        return cursor.fetchall()


def test_every_state_is_sealed_to_the_same_length(cast: Cast) -> None:
    everybody(cast)

    assert len(raw("state")) == ALL
    assert len({length for (length,) in raw("length(state)")}) == 1


def test_the_row_of_an_account_has_no_time(cast: Cast) -> None:
    kinds = (models.DateField, models.TimeField)

    assert [field.name for field in PersonalAccount._meta.concrete_fields if isinstance(field, kinds)] == []


def test_after_the_night_all_rows_are_of_one_transaction_in_no_order(fresh_cast: Cast) -> None:
    everybody(fresh_cast)
    told = {pk: row.state["start"] for pk, row in PersonalAccount.objects.in_bulk().items()}
    assert len({stamp for (stamp,) in raw("xmin::text")}) > 1
    before = dict(raw("id, state"))

    assert level_accounts() == ALL

    assert len({stamp for (stamp,) in raw("xmin::text")}) == 1
    assert all(state != before[pk] for pk, state in raw("id, state"))
    assert {pk: row.state["start"] for pk, row in PersonalAccount.objects.in_bulk().items()} == told
    orders = {tuple(pk for (pk,) in raw("id")) for _ in range(12) if level_accounts()}
    assert len(orders) > 1


def test_a_session_names_neither_account_nor_person(cast: Cast) -> None:
    started(cast)
    services.come_in(proof=proof("20240301", WORDS), shared=True, at=NOW)
    rows = "".join(
        str(bytes(value) if isinstance(value, memoryview) else value)
        for row in raw("*", "personal_personalsession")
        for value in row
    )

    for hidden in (account(cast).pk, cast.students["lin"].pk, cast.number("lin"), account(cast).state["start"]):
        assert str(hidden) not in rows


def test_sessions_that_are_over_are_gone_within_the_hour(cast: Cast) -> None:
    with freeze(NOW):
        own_browser(cast, "lin")
        own_browser(cast, "ayi")
    PersonalSession.objects.filter(pk=PersonalSession.objects.earliest("pk").pk).update(shared=False)

    assert forget_sessions(NOW + timedelta(minutes=9)) == 0
    assert forget_sessions(NOW + timedelta(minutes=11)) == 1
    assert forget_sessions(NOW + timedelta(minutes=40)) == 1


def test_the_jobs_do_it(cast: Cast) -> None:
    own_browser(cast, "lin")
    with freeze(NOW + timedelta(days=400)):
        jobs.sweep(timestamp=0)
        jobs.level(timestamp=0)

    assert not PersonalSession.objects.exists()


def test_whoever_uses_a_slip_or_changes_the_pin_is_one_of_the_class(fresh_cast: Cast) -> None:
    """All accounts of the class are written by the same transaction, and the row does not always come last."""
    slip = a_slip(fresh_cast, "ayi")
    classmates = {"20240303", "20240305"}
    assert {name for (name,) in raw("sign_in")} == classmates
    assert len({stamp for (stamp,) in raw("xmin::text")}) == 1
    last = set()
    for _ in range(12):
        services.begin(session=half_in(slip).session.pk, words="402917", at=NOW)
        assert len({stamp for (stamp,) in raw("xmin::text")}) == 1
        last.add([name for (name,) in raw("sign_in")][-1])
        slip = a_slip(fresh_cast, "ayi")
        assert len({stamp for (stamp,) in raw("xmin::text")}) == 1

    assert last == classmates
