"""What runs out is owed sixty days ahead, and is over once it is renewed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied
from xinqiao.core.clock import at_local, freeze
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.office.obligations.models import Obligation
from xinqiao.office.obligations.services import keep_obligation, open_owed, sweep, waive_obligation
from xinqiao.practice.staffing.jobs import watch_expiries
from xinqiao.practice.staffing.services import RENEW, SEE_RENEWAL, look_ahead
from xinqiao.register.credentials.models import Qualification, WithdrawnBecause
from xinqiao.register.credentials.services import withdraw_qualification
from xinqiao.register.credentials.tests.builders import in_days, qualify, sign
from xinqiao.register.people.models import PostHeld


def owed() -> list[tuple[str, str, str]]:
    """What is open now: which kind, owed by whom, due on which day."""
    rows = Obligation.objects.filter(ended_at=None).order_by("kind", "due_at").select_related("owner")
    return [(row.kind, row.owner.name if row.owner else row.post, str(row.due_at.date())) for row in rows]


BOTH = [(RENEW.key, "沈知微", "2026-11-24"), (SEE_RENEWAL.key, "director", "2026-11-24")]


@pytest.mark.clause("STF-02")
def test_a_certificate_that_runs_out_in_forty_days_is_owed_by_its_owner_and_the_director(cast: Cast) -> None:
    shown = qualify(cast, "shen", valid_to=in_days(40))

    assert owed() == BOTH
    assert set(Obligation.objects.values_list("subject", "about")) == {(shown.pk, None)}


@pytest.mark.clause("STF-06")
def test_a_promise_of_secrecy_that_runs_out_is_owed_likewise(cast: Cast) -> None:
    sign(cast, "bai", until=in_days(40))

    assert [(kind, who) for kind, who, _ in owed()] == [(RENEW.key, "白晓岚"), (SEE_RENEWAL.key, "director")]


def test_a_directors_own_paper_is_one_promise(cast: Cast) -> None:
    sign(cast, "xu", until=in_days(40))

    assert [kind for kind, _, _ in owed()] == [SEE_RENEWAL.key]


@pytest.mark.clause("STF-02")
def test_it_is_over_by_itself_once_a_new_one_takes_over(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    qualify(cast, "shen", valid_from=in_days(41), valid_to=in_days(1000))

    assert owed() == []
    assert Obligation.objects.exclude(ended_at=None).count() == 2


def test_a_new_one_that_leaves_a_gap_is_no_renewal(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    qualify(cast, "shen", valid_from=in_days(50), valid_to=in_days(1000))

    assert owed() == BOTH


@pytest.mark.clause("STF-02")
def test_time_alone_brings_it_up_on_the_sixtieth_day(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(100))
    assert owed() == []

    assert look_ahead(at=NOW + timedelta(days=39)) == 0
    assert look_ahead(at=NOW + timedelta(days=40)) == 2
    assert look_ahead(at=NOW + timedelta(days=41)) == 0


def test_what_has_run_out_stays_owed_and_climbs(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    after = NOW + timedelta(days=45)

    assert look_ahead(at=after) == 0
    sweep(at=after)

    assert len(owed()) == 2


def test_the_day_is_the_papers_own_be_it_a_day_off(cast: Cast) -> None:
    saturday = in_days(37)
    qualify(cast, "shen", valid_to=saturday)

    assert saturday.weekday() == 5
    assert Obligation.objects.values_list("due_at", flat=True)[0] == at_local(
        saturday, datetime.min.replace(hour=17).time()
    )


def test_what_the_director_waived_is_not_promised_again_and_what_was_called_done_is(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    mine, directors = (Obligation.objects.get(kind=kind.key) for kind in (RENEW, SEE_RENEWAL))
    waive_obligation(actor=cast.actor("xu"), obligation=directors.pk, reason="下个月就退休", at=NOW)
    keep_obligation(actor=cast.actor("shen"), obligation=mine.pk, at=NOW)

    look_ahead(at=NOW + timedelta(hours=6))

    assert owed() == BOTH[:1]


def test_whoever_leaves_the_post_owes_nothing_of_it(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    PostHeld.objects.filter(staff=cast.staff["shen"]).update(ends_on=in_days(0))

    look_ahead(at=NOW + timedelta(days=1))

    assert owed() == []


def seen_by(cast: Cast, name: str) -> list[str]:
    """The second line of what somebody finds under what is owed."""
    found = open_owed(actor=cast.actor(name), at=NOW, everybody=True)
    return [row.whom for group in found.groups for row in group.rows]


def test_a_promise_says_whose_paper_and_which_and_keeps_none_of_it(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))
    sign(cast, "bai", until=in_days(40))

    assert sorted(seen_by(cast, "xu")) == ["沈知微：资格证书"] * 2 + ["白晓岚：保密协议"] * 2
    assert seen_by(cast, "shen") == ["资格证书"]
    assert seen_by(cast, "bai") == ["保密协议"]


@pytest.mark.clause("STF-02")
def test_a_certificate_that_is_withdrawn_leaves_one_owed(cast: Cast) -> None:
    shown = qualify(cast, "shen")
    later = NOW + timedelta(days=3)

    withdraw_qualification(actor=cast.actor("xu"), qualification=shown.pk, because=WithdrawnBecause.REVOKED, at=later)

    assert [(kind, who) for kind, who, _ in owed()] == [(kind, who) for kind, who, _ in BOTH]
    assert set(Obligation.objects.values_list("subject", flat=True)) == {shown.pk}
    qualify(cast, "shen", number="ZS-2026-0001", at=later)
    assert owed() == []


def test_a_certificate_that_was_replaced_leaves_none_owed(cast: Cast) -> None:
    shown = qualify(cast, "shen")
    qualify(cast, "shen", valid_from=in_days(-30))

    withdraw_qualification(actor=cast.actor("xu"), qualification=shown.pk, because=WithdrawnBecause.REPLACED, at=NOW)

    assert owed() == []


def test_only_the_program_looks_ahead(cast: Cast) -> None:
    with pytest.raises(Denied):
        look_ahead(at=NOW, actor=cast.actor("xu"))


def test_the_job_looks_ahead(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(100))

    with freeze(NOW + timedelta(days=50)):
        watch_expiries(timestamp=0)

    assert len(owed()) == 2


def test_two_at_once_promise_once(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    qualify(fresh_cast, "shen", valid_to=in_days(100))
    later = NOW + timedelta(days=50)

    results = at_once(lambda: look_ahead(at=later), lambda: look_ahead(at=later))

    assert not any(isinstance(one, Exception) for one in results)
    assert len(owed()) == 2
    assert Qualification.objects.count() == 1
    seal_once()
    assert [str(finding) for finding in verify().findings] == []
