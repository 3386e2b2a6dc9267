"""Somebody goes, gives it back, or says how it ended."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.access import Refused
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.states import State
from xinqiao.practice.crisis import selectors, services
from xinqiao.practice.crisis.models import HelpCall, Outcome
from xinqiao.practice.crisis.services import AFTER, CALL
from xinqiao.practice.crisis.states import CallState, SomebodyWasFaster

from .builders import answer, duty, press

SOON = NOW + timedelta(minutes=1)
pytestmark = pytest.mark.clause("CRI-02")


def end(cast: Cast, call: HelpCall, name: str = "shen", note: str = "") -> HelpCall:
    return services.end_call(actor=cast.actor(name), call=call.pk, outcome=Outcome.MET, note=note, at=SOON)


def owed() -> list[tuple[str, str]]:
    return list(Obligation.objects.filter(state=State.OPEN).values_list("kind", "owner__name"))


def test_who_goes_is_on_record_and_owes_a_word_afterwards(cast: Cast) -> None:
    duty(cast)
    call = press()

    answer(cast, call, "lu")

    call.refresh_from_db()
    assert (call.state, call.taken_by) == (CallState.TAKEN, cast.staff["lu"])
    assert owed() == [(AFTER.key, "陆听雨")]
    assert Entry.objects.filter(kind="crisis.help_taken", subject=call.pk).exists()


def test_the_second_is_told_that_somebody_went(cast: Cast) -> None:
    call = answer(cast, press(), "lu")

    with pytest.raises(SomebodyWasFaster, match="有人去了"):
        answer(cast, call, "shen")


def test_saying_how_it_ended_is_the_end_of_it_and_forgets_the_address(cast: Cast) -> None:
    call = answer(cast, press(own_actor(cast, "lin")))

    ended = end(cast, call, note="在医务室，班主任陪着。")

    ended.refresh_from_db()
    assert (ended.state, ended.outcome, ended.note) == (CallState.CLOSED, "met", "在医务室，班主任陪着。")
    assert ended.origin is None
    assert owed() == []
    assert "医务室" not in str(HelpCall.objects.values().get())


def test_given_back_it_rings_for_everybody_and_is_owed_anew(cast: Cast) -> None:
    call = answer(cast, press())

    services.give_call_back(actor=cast.actor("shen"), call=call.pk, at=SOON)

    assert [one.call.pk for one in selectors.ringing(cast.actor("lu"), SOON)] == [call.pk]
    assert owed() == [(CALL.key, None)]


@pytest.mark.parametrize("name", ["lu", "he", "bai"])
def test_nobody_else_ends_or_gives_back_what_somebody_took(cast: Cast, name: str) -> None:
    call = answer(cast, press())

    with pytest.raises(Refused):
        end(cast, call, name)
    with pytest.raises(Refused):
        services.give_call_back(actor=cast.actor(name), call=call.pk, at=SOON)


@pytest.mark.parametrize("name", ["bai", "ma", "qin", "tang"])
def test_others_at_the_school_neither_go_nor_read(cast: Cast, name: str) -> None:
    call = press()

    with pytest.raises(Refused):
        answer(cast, call, name)
    with pytest.raises(Refused):
        services.open_call(actor=cast.actor(name), call=call.pk, at=SOON)
    assert selectors.ringing(cast.actor(name), SOON) == []
    assert selectors.calls_to_list(cast.actor(name)) == []


def test_reading_where_and_who_is_on_record_first(cast: Cast) -> None:
    call = press(own_actor(cast, "lin"), place="天台")

    shown = services.open_call(actor=cast.actor("shen"), call=call.pk, at=SOON)

    assert shown.person is not None
    assert shown.person.name == "林晚舟"
    assert Entry.objects.filter(kind="crisis.help_opened", subject=call.pk, about=cast.number("lin")).count() == 1


def test_the_desk_hears_what_rings_and_only_the_own_of_what_was_taken(cast: Cast) -> None:
    first, second = press(place="天台"), press(place="操场", later=timedelta(seconds=10))
    answer(cast, second, "lu")

    assert [one.place for one in selectors.ringing(cast.actor("shen"), SOON)] == ["天台"]
    assert [one.call.pk for one in selectors.ringing(cast.actor("lu"), SOON)] == [first.pk, second.pk]


def test_something_new_is_told_apart_from_what_was_shown(cast: Cast) -> None:
    press()
    rows = selectors.ringing(cast.actor("shen"), SOON)
    seen = selectors.signature(rows)

    assert selectors.is_news(rows, "")
    assert not selectors.is_news(rows, seen)
    press(later=timedelta(seconds=30))
    assert selectors.is_news(selectors.ringing(cast.actor("shen"), SOON), seen)
