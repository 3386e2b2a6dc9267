"""Stopping: what lies ahead is called off and what was agreed to counts no more, at once and for oneself alone."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from xinqiao.core.clock import freeze, local
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.office.disclosures.rules import Receiver, To
from xinqiao.office.disclosures.tests.builders import AGREED, SUPPORT, agree, give
from xinqiao.office.messages.models import Message
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases.services import set_case_rules
from xinqiao.practice.cases.tests.builders import open_case, ready
from xinqiao.practice.rights.models import State
from xinqiao.practice.rights.rules import DAYS, Decision, Right
from xinqiao.practice.rights.services import AnswerNeeds, pass_on, set_answer_days
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.tests.own import book_own, open_own, who
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.selectors import standing
from xinqiao.register.consents.services import record_paper_consent

from .asking import LATER, answers, asks


@pytest.fixture(autouse=True)
def _on_a_school_day(cast: Cast):  # type: ignore[no-untyped-def]
    open_own(cast)
    with freeze(NOW):
        yield


def consent(cast: Cast, name: str) -> None:
    record_paper_consent(
        actor=cast.actor("shen"),
        client=cast.number(name),
        purpose=Purpose.COUNSELLING,
        given_by=Giver.CLIENT,
        signed_on=local(NOW).date() - timedelta(days=1),
        valid_until=None,
        token=uuid4(),
        at=NOW,
    )


@pytest.mark.clause("CNS-04", "CNS-07")
def test_bookings_and_consent_end_at_once_and_the_counsellor_owes_the_rest(cast: Cast) -> None:
    ready(cast)
    book_own(who(cast, "lin"))
    consent(cast, "lin")
    open_case(cast)

    made = asks(cast, "lin", Right.STOP, "")

    assert set(Appointment.objects.filter(client=made.client_id).values_list("state", flat=True)) == {"cancelled"}
    stands = standing(made.client_id, Purpose.COUNSELLING, local(NOW).date())
    assert [one.giver for one in stands.withdrawn] == [Giver.CLIENT]
    owed = set(Obligation.objects.filter(about=made.client_id, state="open").values_list("kind", "owner_id"))
    shen = cast.staff["shen"].pk
    assert {("rights.answer", shen), ("cases.consent_withdrawn", shen)} <= owed
    kinds = set(Entry.objects.filter(about=made.client_id).values_list("kind", flat=True))
    assert {"rights.asked", "scheduling.own_appointment_cancelled", "consents.withdrawn"} <= kinds


@pytest.mark.clause("CNS-04")
def test_a_slip_alone_calls_off_nobodys_talks(cast: Cast) -> None:
    ready(cast)
    book_own(who(cast, "lin"))
    consent(cast, "lin")

    made = asks(cast, "lin", Right.STOP, "", known=False)

    assert made.unsure
    assert Appointment.objects.filter(client=made.client_id, state="booked").exists()
    assert not standing(made.client_id, Purpose.COUNSELLING, local(NOW).date()).withdrawn


@pytest.mark.clause("CNS-04")
def test_who_has_nothing_to_stop_may_say_so_too(cast: Cast) -> None:
    assert asks(cast, "ayi", Right.STOP, "").state == State.OPEN


@pytest.mark.clause("CNS-03")
def test_what_a_guardian_is_given_of_a_case_leaves_as_a_copy_and_not_in_the_answer(cast: Cast) -> None:
    people = make_families(cast)
    number, mother = people.numbers["siqi"], people.numbers["qi_mother"]
    ready(cast)
    cast.numbers |= people.numbers
    open_case(cast, client="siqi", in_danger=True)
    shen, view = cast.actor("shen"), {"view": "她说可以。", "assent": True}
    request = asks(people, "qi_mother", Right.EXPLAIN, client=number)

    with pytest.raises(AnswerNeeds):
        answers(shen, request, **view)
    agree(cast, number)
    give(shen, number, "support", Receiver(To.GUARDIAN, mother), AGREED, LATER, **SUPPORT)
    with pytest.raises(AnswerNeeds):
        answers(shen, request, words="她说" * 150, **view)
    assert answers(shen, request, words="能说的放在“给我的”里了。", **view).state == State.ANSWERED
    again = asks(people, "qi_mother", Right.EXPLAIN, client=number, at=LATER + timedelta(minutes=1))
    assert answers(shen, again, Decision.REFUSED, words="没有别的可以说。", **view).state == State.ANSWERED


def test_whoever_asked_is_told_that_there_is_an_answer(cast: Cast) -> None:
    request = asks(cast, "ayi", Right.KNOW)

    answers(cast.actor("shen"), request)

    told = Message.objects.get(client=request.asker_id)
    assert (told.kind, told.made_in) == ("rights.answered", request.made_in)


def test_afterwards_the_ledger_verifies(cast: Cast) -> None:
    ready(cast)
    book_own(who(cast, "lin"))
    consent(cast, "lin")
    open_case(cast)
    asks(cast, "lin", Right.STOP, "")
    answers(cast.actor("xu"), asks(cast, "lin", Right.COMPLAINT))
    pass_on(actor=cast.actor("xu"), request=asks(cast, "lin", Right.COPY).pk, to_staff=cast.staff["lu"].pk, at=LATER)
    set_answer_days(actor=cast.actor("xu"), days=DAYS, at=LATER)
    set_case_rules(actor=cast.actor("xu"), file_within_hours=24, names_readers=True, at=LATER)

    seal_once()

    assert [str(finding) for finding in verify().findings] == []
