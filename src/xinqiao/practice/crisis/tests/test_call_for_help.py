"""One tap is a call; it is never refused, and never more than one for somebody who presses again."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.access import PROGRAM, Post
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import sweep
from xinqiao.practice.crisis import rules, selectors
from xinqiao.practice.crisis.models import HelpCall
from xinqiao.practice.crisis.services import CALL
from xinqiao.practice.crisis.states import CallState

from .builders import ELSEWHERE, answer, duty, press

pytestmark = pytest.mark.clause("CRI-02")


def owed(call: HelpCall) -> Obligation:
    return Obligation.objects.get(kind=CALL.key, subject=call.pk)


def test_whoever_has_duty_owes_it_within_minutes(cast: Cast) -> None:
    duty(cast, "lu")

    call = press(place="三楼东边的楼梯", name="小荷")

    row = owed(call)
    assert (row.owner_id, row.due_at, row.about_id) == (cast.staff["lu"].pk, NOW + rules.ANSWERED_WITHIN, None)
    assert call.somebody_there
    assert call.said == [{"place": "三楼东边的楼梯", "name": "小荷"}]


def test_without_duty_all_counsellors_owe_it_and_it_climbs_by_the_minute(cast: Cast) -> None:
    call = press()
    row = owed(call)
    assert (row.owner_id, row.post) == (None, Post.COUNSELLOR.value)
    assert not call.somebody_there

    sweep(at=NOW + rules.ANSWERED_WITHIN + rules.TOLD_EVERY, actor=PROGRAM)
    sweep(at=NOW + rules.ANSWERED_WITHIN + 2 * rules.TOLD_EVERY, actor=PROGRAM)

    row.refresh_from_db()
    assert row.reached == [Post.DIRECTOR.value, Post.PRINCIPAL.value]


def test_a_pupil_who_is_known_is_named_by_number(cast: Cast) -> None:
    call = press(own_actor(cast, "lin"))

    assert (call.client_id, call.unsure) == (cast.number("lin"), False)
    assert owed(call).about_id == cast.number("lin")
    assert Entry.objects.get(kind="crisis.help_called").about == cast.number("lin")


def test_a_slip_alone_does_not_say_who_pressed(cast: Cast) -> None:
    call = press(own_actor(cast, "lin", known=False))

    assert call.unsure
    assert owed(call).about_id is None


def test_a_guardian_may_press_too(cast: Cast) -> None:
    assert press(own_actor(cast, "mother"), place="13800000000").client_id == cast.number("mother")


def test_pressing_again_joins_the_call(cast: Cast) -> None:
    lin = own_actor(cast, "lin")
    first = press(lin, place="教室")

    again = press(lin, place="操场", later=timedelta(seconds=30))

    assert again.pk == first.pk
    assert (again.presses, [one["place"] for one in again.said]) == (2, ["教室", "操场"])
    assert Entry.objects.filter(kind="crisis.help_called_again", subject=first.pk).count() == 1


def test_two_taps_in_one_breath_are_one(cast: Cast) -> None:
    first = press()

    again = press(call=first.pk, later=timedelta(seconds=1))

    assert (again.pk, again.presses) == (first.pk, 1)


def test_a_browser_joins_what_it_made_itself_and_another_makes_its_own(cast: Cast) -> None:
    first = press(place="天台")

    assert press(call=first.pk, later=timedelta(minutes=1)).pk == first.pk
    assert press(place="操场").pk != first.pk


def test_who_presses_again_before_the_teacher_leaves_is_not_rung_twice(cast: Cast) -> None:
    lin = own_actor(cast, "lin")
    call = answer(cast, press(lin))

    again = press(lin, later=timedelta(minutes=2))

    assert (again.pk, again.state) == (call.pk, CallState.TAKEN)


def test_who_still_waits_after_some_minutes_makes_it_ring_anew(cast: Cast) -> None:
    lin = own_actor(cast, "lin")
    call = answer(cast, press(lin))

    again = press(lin, later=timedelta(minutes=1) + rules.PATIENCE)

    assert (again.pk, again.state, again.taken_by_id) == (call.pk, CallState.RINGING, None)
    assert Entry.objects.filter(kind="crisis.help_called_again").count() == 1


def test_the_slip_of_a_pupil_does_not_join_the_pupils_own_call(cast: Cast) -> None:
    """Else whoever holds the slip would learn that there is one."""
    known = own_actor(cast, "lin")
    mine = press(known)
    slip = own_actor(cast, "lin", known=False)
    stranger = type(slip)(slip.pk, slip.posts, slip.name, cast.school.pk, is_known=False)

    theirs = press(stranger)

    assert theirs.pk != mine.pk
    assert theirs.presses == 1


def test_a_flood_from_one_address_stands_together_and_every_voice_is_there(cast: Cast) -> None:
    for number in range(rules.TOGETHER_AFTER + 20):
        press(place=f"教室 {number}", later=timedelta(seconds=number))
    elsewhere = press(place="家里", address=ELSEWHERE, later=timedelta(minutes=1))
    lin = press(own_actor(cast, "lin"), place="图书馆", later=timedelta(minutes=1))

    said = [one["place"] for call in HelpCall.objects.all() for one in call.said]
    assert HelpCall.objects.count() == rules.TOGETHER_AFTER + 2
    assert {*said} == {*(f"教室 {number}" for number in range(rules.TOGETHER_AFTER + 20)), "家里", "图书馆"}
    assert elsewhere.presses == lin.presses == 1


def test_where_and_who_lie_under_the_seal(cast: Cast) -> None:
    press(place="三楼东边的楼梯", name="小荷")

    row = HelpCall.objects.values().get()
    assert "楼梯" not in str(row)
    assert "小荷" not in str(row)
    assert "楼梯" not in "".join(Entry.objects.values_list("body", flat=True))


def test_one_address_is_another_the_next_day(cast: Cast) -> None:
    assert selectors.origin_of("10.0.0.1", NOW) != selectors.origin_of("10.0.0.1", NOW + timedelta(days=1))
