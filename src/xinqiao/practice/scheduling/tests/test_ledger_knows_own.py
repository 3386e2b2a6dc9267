"""What people do for themselves stands in the ledger, too: under the client number, and it verifies."""

from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.models import Appointment, Wish
from xinqiao.practice.scheduling.services import OwnWanted
from xinqiao.register.personal.models import PersonalAccount

from .builders import FRIDAY, hour
from .own import book_own, join, open_own, who
from .test_keep_profile import photograph
from .test_ledger_knows import findings


def every_own_act(cast: Cast) -> None:
    """One of every act of the own door, and what the desk and the program do about it."""
    shen = cast.actor("shen")
    open_own(cast)
    services.keep_profile(actor=shen, called="", lines=["喜欢种花"], picture=photograph(), at=NOW)
    lin, ayi, mother = (who(cast, name) for name in ("lin", "ayi", "mother"))
    made = book_own(lin)
    moved = services.move_own(
        actor=lin, appointment=made.pk, wanted=OwnWanted(hour(FRIDAY, 16).starts), token=uuid4(), at=NOW
    )
    services.cancel_own(actor=lin, appointment=moved.pk, at=NOW)
    book_own(who(cast, "batel", known=False), hour(FRIDAY, 9).starts)
    for actor in (lin, ayi):
        join(actor)
    services.look_after_line(at=NOW)
    first, second = Appointment.objects.filter(state="offered").order_by("booked_at", "starts_at")
    services.decline_offer(actor=who_has(cast, first), appointment=first.pk, at=NOW)
    services.take_offer(actor=who_has(cast, second), appointment=second.pk, at=NOW)
    services.look_after_line(at=NOW)
    left = Appointment.objects.get(state="offered")
    services.lapse_offer(appointment=left.pk, at=left.offered_until)
    services.strike_from_line(actor=shen, wish=Wish.objects.get(state="waiting").pk, at=NOW)
    services.leave_line(actor=who(cast, "ouyang"), wish=join(who(cast, "ouyang")).pk, at=NOW)
    for act in ("answer", "withdraw"):
        asked = services.ask_for_child(actor=mother, child=lin.pk, words="睡不好", token=uuid4(), at=NOW)
        if act == "answer":
            services.answer_request(actor=shen, request=asked.pk, at=NOW)
        else:
            services.withdraw_request(actor=mother, request=asked.pk, at=NOW)


def who_has(cast: Cast, offer: Appointment):
    return next(actor for actor in (who(cast, "lin"), who(cast, "ayi")) if actor.pk == offer.client_id)


def test_after_one_of_every_own_act_the_ledger_verifies(fresh_cast):
    with freeze(NOW):
        every_own_act(fresh_cast)

    assert findings() == []


@pytest.mark.clause("APT-05")
def test_the_ledger_names_numbers_and_neither_people_nor_accounts(cast):
    with freeze(NOW):
        every_own_act(cast)

    said = " ".join(Entry.objects.values_list("body", flat=True))
    people = [*cast.students.values(), cast.guardian, *PersonalAccount.objects.all()]
    assert [one for one in people if str(one.pk) in said] == []
    starts = [str(one.state["start"]) for one in PersonalAccount.objects.all() if one.state["start"]]
    assert starts
    assert [one for one in starts if one in said] == []
