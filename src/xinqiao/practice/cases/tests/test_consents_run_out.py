"""Consents of open cases: what runs out is owed ahead, what was taken back is dealt with, and records go on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Denied
from xinqiao.core.clock import freeze, local
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import keep_obligation, sweep, waive_obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.jobs import watch_consents
from xinqiao.practice.cases.models import Case, Kind
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.cases.services.looking_ahead import look_ahead
from xinqiao.practice.cases.states import RecordState
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Giver, Purpose
from xinqiao.register.consents.services import strike_consent
from xinqiao.register.consents.tests.builders import in_days, said, signed, taken_back

from .builders import file, filed, open_case, ready, start

MISSING, RENEWAL, WITHDRAWN = "cases.consent_missing", "cases.consent_renewal", "cases.consent_withdrawn"


def owed() -> list[tuple[str, str, date]]:
    """What is open of these kinds: which, by whom, until which day."""
    rows = Obligation.objects.filter(kind__startswith="cases.consent", ended_at=None).select_related("owner")
    return sorted((row.kind, row.owner.name if row.owner else row.post, local(row.due_at).date()) for row in rows)


def a_case(cast: Cast, client: int | None = None, guardian: int | None = None) -> Case:
    """A case with Lin, whose consents run out in so many days."""
    ready(cast)
    for giver, days in ((Giver.CLIENT, client), (Giver.GUARDIAN, guardian)):
        signed(cast, "lin", giver, valid_until=in_days(days) if days is not None else None)
    return begun(cast)


def begun(cast: Cast, **beginning: Any) -> Case:
    token = signed(cast, "batel").token
    return services.open_case(
        actor=cast.actor("shen"), client=cast.number("lin"), beginning=Beginning(**beginning), token=token, at=NOW
    )


@pytest.mark.clause("CNS-01")
def test_a_consent_that_runs_out_in_twenty_days_is_owed_from_the_opening_on(cast: Cast) -> None:
    case = a_case(cast, guardian=20)

    assert owed() == [(RENEWAL, "沈知微", in_days(20))]
    assert Obligation.objects.get(kind=RENEWAL).subject == case.pk


def test_time_alone_brings_it_up_on_the_thirtieth_day_once(cast: Cast) -> None:
    a_case(cast, guardian=60)

    look_ahead(at=NOW + timedelta(days=29))
    assert owed() == []
    look_ahead(at=NOW + timedelta(days=30))
    look_ahead(at=NOW + timedelta(days=31))

    assert owed() == [(RENEWAL, "沈知微", in_days(60))]


def test_it_is_over_by_itself_once_it_is_renewed(cast: Cast) -> None:
    a_case(cast, guardian=20)

    signed(cast, "lin", Giver.GUARDIAN)

    assert owed() == []


def test_of_two_that_run_out_each_has_its_own_day(cast: Cast) -> None:
    a_case(cast, client=5, guardian=25)
    assert owed() == [(RENEWAL, "沈知微", in_days(5))]

    signed(cast, "lin")

    assert owed() == [(RENEWAL, "沈知微", in_days(25))]


def test_what_ran_out_stays_the_same_promise_and_climbs(cast: Cast) -> None:
    a_case(cast, guardian=20)

    sweep(at=NOW + timedelta(days=10))
    look_ahead(at=NOW + timedelta(days=25))
    sweep(at=NOW + timedelta(days=25))

    assert owed() == [(RENEWAL, "沈知微", in_days(20))]
    assert Obligation.objects.get(kind=RENEWAL).reached == ["director"]
    assert not Obligation.objects.filter(kind=MISSING).exists()


def test_a_word_is_owed_as_a_paper_and_not_twice(cast: Cast) -> None:
    ready(cast)
    signed(cast, "lin")
    said(cast, "lin", Giver.GUARDIAN)
    begun(cast)

    assert [kind for kind, _, _ in owed()] == [MISSING]


def test_a_consent_to_recordings_that_runs_out_is_nobodys_promise(cast: Cast) -> None:
    a_case(cast)

    signed(cast, "lin", purpose=Purpose.RECORDING, valid_until=in_days(10))

    assert owed() == []


def test_what_the_director_waived_does_not_come_back_by_itself_but_for_another_day(cast: Cast) -> None:
    a_case(cast, guardian=20)
    row = Obligation.objects.get(kind=RENEWAL)
    waive_obligation(actor=cast.actor("xu"), obligation=row.pk, reason="下周就结案", at=NOW)

    look_ahead(at=NOW + timedelta(hours=6))
    assert owed() == []
    look_ahead(at=NOW + timedelta(days=22))

    assert owed() == [(MISSING, "沈知微", local(NOW + timedelta(days=25)).date())]


def test_what_was_called_done_without_a_paper_is_promised_again(cast: Cast) -> None:
    a_case(cast, guardian=20)
    keep_obligation(actor=cast.actor("shen"), obligation=Obligation.objects.get(kind=RENEWAL).pk, at=NOW)

    look_ahead(at=NOW + timedelta(hours=6))

    assert owed() == [(RENEWAL, "沈知微", in_days(20))]


@pytest.mark.clause("CNS-04")
def test_a_withdrawal_is_dealt_with_within_one_school_day_and_nobody_is_pressed_to_sign_again(cast: Cast) -> None:
    a_case(cast, guardian=20)

    taken_back(cast, "lin")

    assert owed() == [(WITHDRAWN, "沈知微", A_SCHOOL_DAY + timedelta(days=1))]


@pytest.mark.clause("CNS-04")
def test_whoever_called_a_withdrawal_dealt_with_hears_of_it_no_more(cast: Cast) -> None:
    a_case(cast)
    taken_back(cast, "lin")
    keep_obligation(actor=cast.actor("shen"), obligation=Obligation.objects.get(kind=WITHDRAWN).pk, at=NOW)

    look_ahead(at=NOW + timedelta(days=8))
    assert owed() == []
    taken_back(cast, "lin", Giver.GUARDIAN)

    assert [kind for kind, _, _ in owed()] == [WITHDRAWN]


def test_whoever_signs_again_ends_it(cast: Cast) -> None:
    a_case(cast)
    taken_back(cast, "lin")

    signed(cast, "lin", signed_on=in_days(0))

    assert owed() == []


def test_a_consent_that_was_entered_by_mistake_is_missing_and_not_withdrawn(cast: Cast) -> None:
    a_case(cast)
    wrong = Consent.objects.get(client=cast.number("lin"), given_by=Giver.GUARDIAN)

    strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="签的是另一张表", at=NOW)

    assert [kind for kind, _, _ in owed()] == [MISSING]


@pytest.mark.clause("CNS-04", "REC-01")
def test_what_was_said_is_still_written_after_a_withdrawal(cast: Cast) -> None:
    case = a_case(cast)
    before = start(cast, case)
    taken_back(cast, "lin")

    file(cast, before)
    after = filed(cast, case)

    before.refresh_from_db()
    assert {before.state, after.state} == {RecordState.FILED}


def test_closing_ends_whatever_is_owed_of_consents(cast: Cast) -> None:
    case = a_case(cast, guardian=20)
    taken_back(cast, "lin")

    filed(cast, case, Kind.CLOSING)
    look_ahead(at=NOW + timedelta(days=8))

    assert owed() == []


def test_the_job_looks_ahead(cast: Cast) -> None:
    a_case(cast, guardian=60)

    with freeze(NOW + timedelta(days=40)):
        watch_consents(timestamp=0)

    assert [kind for kind, _, _ in owed()] == [RENEWAL]


def test_nobody_else_looks_ahead(cast: Cast) -> None:
    with pytest.raises(Denied):
        look_ahead(at=NOW, actor=cast.actor("xu"))


def test_two_at_once_promise_once(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ready(fresh_cast)
    case = open_case(fresh_cast)
    signed(fresh_cast, "lin", Giver.GUARDIAN, valid_until=in_days(60))
    later = NOW + timedelta(days=40)

    results = at_once(lambda: look_ahead(at=later), lambda: look_ahead(at=later), lambda: taken_back(fresh_cast, "lin"))

    assert not any(isinstance(one, Exception) for one in results)
    assert [kind for kind, _, _ in owed()] == [WITHDRAWN]
    assert Obligation.objects.filter(subject=case.pk, kind=WITHDRAWN).count() == 1
    seal_once()
    assert [str(finding) for finding in verify().findings] == []
