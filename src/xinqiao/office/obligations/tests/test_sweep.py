"""What the program does about what is late: once, in order, on school days, and never for nobody."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from tests.cast import A_SCHOOL_DAY, NOW, SINCE, Cast
from xinqiao.core.access import PROGRAM, Denied, Post
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations import selectors
from xinqiao.office.obligations.models import Obligation, Step, StepTaken
from xinqiao.office.obligations.services import keep, sweep, take_step
from xinqiao.office.obligations.tests.promises import NEVER_RESTS, granted, promised
from xinqiao.register.people.models import CalendarDay, PostHeld, Staff
from xinqiao.register.people.selectors import school_calendar
from xinqiao.register.people.services import give_post

DAY = timedelta(days=1)
FRIDAY = NOW + DAY


def steps(owed: Obligation) -> list[tuple[str, str]]:
    return list(Step.objects.filter(obligation=owed).order_by("number").values_list("what", "rung"))


def deputise(cast: Cast, deputy: str, owner: str) -> None:
    give_post(
        actor=PROGRAM,
        staff=cast.staff[deputy].pk,
        post=Post.COUNSELLOR,
        deputy_for=cast.staff[owner].pk,
        starts_on=SINCE,
        at=NOW,
    )


def sweep_every_hour(start: datetime, hours: int) -> None:
    for hour in range(hours):
        sweep(at=start + timedelta(hours=hour))


def test_reminded_then_deputy_then_director_then_principal(cast: Cast) -> None:
    deputise(cast, "lu", "shen")
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    sweep_every_hour(NOW, 24 * 9)

    assert steps(owed) == [
        ("reminded", ""),
        ("escalated", "deputy"),
        ("escalated", "director"),
        ("escalated", "principal"),
    ]
    told = [step.told for step in Step.objects.filter(obligation=owed).order_by("number")]
    assert told == [[cast.staff[name].pk] for name in ("shen", "lu", "xu", "he")]
    assert Entry.objects.filter(subject=owed.pk, kind="obligations.escalated").count() == 3


def test_sweeping_twice_is_sweeping_once(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    late = FRIDAY + timedelta(minutes=1)

    assert sweep(at=late) == 1
    assert sweep(at=late) == 0
    assert len(steps(owed)) == 1


def test_after_a_long_stop_each_person_still_gets_a_day(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    back = NOW + 26 * DAY  # a Tuesday

    for minute in range(5):
        sweep(at=back + timedelta(minutes=minute))

    assert steps(owed) == [("reminded", "")]


def test_nothing_is_asked_of_anybody_on_a_free_day(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, due_at=FRIDAY)
    sweep(at=FRIDAY)  # the reminder

    sweep_every_hour(FRIDAY + timedelta(hours=10), 48)  # into Sunday night

    assert steps(owed) == [("reminded", "")]
    sweep(at=FRIDAY + 3 * DAY)
    assert steps(owed)[-1] == ("escalated", "director")


def test_a_free_day_announced_later_counts_too(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    sweep(at=FRIDAY)
    CalendarDay.objects.create(day=date(2026, 10, 19), is_school_day=False, note="校庆")

    sweep(at=FRIDAY + 3 * DAY)

    assert steps(owed) == [("reminded", "")]


def test_danger_climbs_on_a_saturday(cast: Cast) -> None:
    saturday = NOW + 2 * DAY
    owed = promised(at=NOW, owner=cast.staff["shen"].pk, kind=NEVER_RESTS.key, due_at=saturday)

    sweep(at=saturday + timedelta(hours=1))

    assert steps(owed) == [("escalated", "director")]


def test_a_vacant_post_is_passed_over(cast: Cast) -> None:
    PostHeld.objects.filter(post=Post.DIRECTOR).update(ends_on=A_SCHOOL_DAY)
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    sweep_every_hour(NOW, 24 * 5)

    assert steps(owed)[1] == ("escalated", "principal")


def test_where_nobody_is_left_to_tell_it_stays_open_and_is_asked_again(cast: Cast) -> None:
    PostHeld.objects.filter(post__in=[Post.DIRECTOR, Post.PRINCIPAL]).update(ends_on=A_SCHOOL_DAY)
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    sweep_every_hour(NOW, 24 * 6)
    assert steps(owed) == [("reminded", "")]

    give_post(actor=PROGRAM, staff=cast.staff["lu"].pk, post=Post.DIRECTOR, starts_on=date(2026, 10, 22), at=NOW)
    sweep_every_hour(NOW + 7 * DAY, 48)

    assert steps(owed)[-1] == ("escalated", "director")


@pytest.mark.parametrize(
    ("has_deputy", "has_director", "owner", "post"),
    [(True, True, "lu", ""), (False, True, None, "director"), (False, False, None, "principal")],
)
def test_what_a_leaver_owed_is_somebodys_at_once(
    cast: Cast, has_deputy: bool, has_director: bool, owner: str | None, post: str
) -> None:
    if has_deputy:
        deputise(cast, "lu", "shen")
    if not has_director:
        PostHeld.objects.filter(post=Post.DIRECTOR).update(ends_on=date(2026, 9, 30))
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    Staff.objects.filter(pk=cast.staff["shen"].pk).update(left_on=A_SCHOOL_DAY)

    sweep(at=NOW)

    owed.refresh_from_db()
    assert (owed.owner_id, owed.post) == (cast.staff[owner].pk if owner else None, post)
    assert Step.objects.get(obligation=owed).what == StepTaken.PASSED_ON
    assert owed.next_step_at == owed.remind_at


def test_what_nobody_holds_stands_on_the_directors_page(cast: Cast) -> None:
    PostHeld.objects.filter(post=Post.KEEPER).update(ends_on=date(2026, 9, 30))
    owed = promised(at=NOW, owner=None, post=Post.KEEPER)

    director = cast.actor("xu")
    found = selectors.owed_by(director, NOW, rows=selectors.owed_rows(director, NOW))
    rows = [row.pk for group in found.groups for row in group.rows]

    assert rows == [owed.pk]


def test_what_is_kept_takes_no_further_step(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)
    keep(grant=granted(), kind=owed.kind, subject=owed.subject, at=NOW)

    assert sweep(at=NOW + 30 * DAY) == 0


def test_one_that_cannot_be_looked_after_does_not_hold_up_the_others(cast: Cast) -> None:
    broken = promised(at=NOW, owner=cast.staff["shen"].pk)
    Obligation.objects.filter(pk=broken.pk).update(kind="tests.of_a_later_version", next_step_at=NOW)
    sound = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(ExceptionGroup):
        sweep(at=FRIDAY)

    assert len(steps(sound)) == 1


def test_nobody_takes_a_step_by_hand(cast: Cast) -> None:
    owed = promised(at=NOW, owner=cast.staff["shen"].pk)

    with pytest.raises(Denied, match="may_sweep"):
        take_step(
            actor=cast.actor("xu"),
            obligation=owed.pk,
            standing=selectors.standing(A_SCHOOL_DAY),
            calendar=school_calendar(A_SCHOOL_DAY),
            at=FRIDAY,
        )


@pytest.mark.parametrize("statement", ["UPDATE obligations_step SET at = now()", "DELETE FROM obligations_step"])
def test_a_step_is_never_changed(cast: Cast, statement: str) -> None:
    promised(at=NOW, owner=cast.staff["shen"].pk)
    sweep(at=FRIDAY)

    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_eight_sweeps_at_once_take_each_step_once(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    made = [promised(at=NOW, owner=fresh_cast.staff["shen"].pk) for _ in range(12)]

    taken = at_once(*[lambda: sweep(at=FRIDAY)] * 8)

    assert all(isinstance(one, int) for one in taken), taken
    assert sum(one for one in taken if isinstance(one, int)) == len(made)
    numbers: list[tuple[UUID, int]] = list(Step.objects.values_list("obligation", "number"))
    assert sorted(numbers) == sorted((one.pk, 1) for one in made)
