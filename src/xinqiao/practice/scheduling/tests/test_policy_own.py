"""The own door's rules, as a table: what is one's own, and what an account shows whose owner nobody has met."""

from uuid import uuid4

import pytest

from tests.cast import NOW
from xinqiao.core.access import ANYONE, PROGRAM
from xinqiao.core.clock import freeze
from xinqiao.practice.scheduling import policy, services
from xinqiao.practice.scheduling.models import Appointment, TalkRequest, Wish
from xinqiao.register.people.models import Client

from .builders import FRIDAY, book, hour
from .own import book_own, join, open_own, who

#                 books own | the desk's | own start's | another start's | asks for the child
TABLE = {
    "known": (True, True, True, True, False),
    "unknown": (True, False, True, False, False),
    "ayi": (False, False, False, False, False),
    "mother": (False, False, False, False, True),
    "shen": (False, False, False, False, False),
    "qin": (False, False, False, False, False),
    "program": (False, False, False, False, False),
    "nobody": (False, False, False, False, False),
}


@pytest.fixture(autouse=True)
def _on_a_school_day(cast):
    open_own(cast)
    with freeze(NOW):
        yield


def actor_of(cast, name):
    if name in {"program", "nobody"}:
        return PROGRAM if name == "program" else ANYONE
    if name in cast.staff:
        return cast.actor(name)
    return who(cast, "lin" if name in {"known", "unknown"} else name, known=name != "unknown")


@pytest.fixture
def three(cast):
    """Appointments of Lin: of the desk, of this start of the account, of another one."""
    lin = who(cast, "lin", known=False)
    desk, mine, other = book(cast, "lin", hour(FRIDAY, 9)), book_own(lin), book_own(lin, hour(FRIDAY, 16).starts)
    Appointment.objects.filter(pk=other.pk).update(made_in=uuid4())
    return [Appointment.objects.get(pk=one.pk) for one in (desk, mine, other)]


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("name", TABLE)
def test_what_is_ones_own(cast, three, name):
    books, desk, mine, other, asks = TABLE[name]
    actor, lin = actor_of(cast, name), Client.objects.get(pk=cast.number("lin"))

    assert policy.may_book_own(actor, lin) is books
    assert [policy.may_see_own(actor, one) for one in three] == [desk, mine, other]
    assert [policy.may_change_own(actor, one) for one in three] == [desk, mine, other]
    assert policy.may_ask_for_child(actor, lin) is asks
    assert policy.may_ask_for_a_child(actor) is asks
    assert policy.may_know_of_childs_times(actor, lin) is False


@pytest.mark.parametrize("name", TABLE)
def test_the_filters_agree_with_the_rules(cast, three, name):
    lin, mother = who(cast, "lin", known=False), who(cast, "mother")
    for start in (uuid4(), lin.start):
        made = join(lin)
        Wish.objects.filter(pk=made.pk).update(made_in=start, unsure=True)
        asked = services.ask_for_child(actor=mother, child=lin.pk, words="", token=uuid4(), at=NOW)
        TalkRequest.objects.filter(pk=asked.pk).update(made_in=start)
    actor = actor_of(cast, name)

    for model, rule, own in [
        (Appointment, policy.may_see_own, policy.own_appointments),
        (Wish, policy.may_see_own_wish, policy.own_wishes),
        (Wish, policy.may_leave_line, policy.own_wishes),
        (TalkRequest, policy.may_see_own_request, policy.own_requests),
        (TalkRequest, policy.may_withdraw_request, policy.own_requests),
    ]:
        allowed = {row.pk for row in model.objects.all() if rule(actor, row)}
        assert set(model.objects.filter(own(actor)).values_list("pk", flat=True)) == allowed
    assert Appointment.objects.count() == 3
    assert Wish.objects.count() == TalkRequest.objects.count() == 2


def test_an_account_without_a_start_has_made_nothing(cast, three):
    lin = who(cast, "lin", known=False)

    assert Appointment.objects.filter(policy.from_here(lin)).count() == 1
    assert Appointment.objects.filter(policy.from_here(who(cast, "lin"))).count() == 3
    assert not Appointment.objects.filter(policy.from_here(ANYONE)).exists()
