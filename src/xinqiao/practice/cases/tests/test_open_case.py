"""Opening a case: papers in order, consent, one relationship at a time."""

from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.vault.grants import standing_grants
from xinqiao.core.vault.person_keys import NoPersonKey
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.services import Beginning, CaseTaken, ConsentMissing, NotInOrder
from xinqiao.practice.cases.states import Stage
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.register.credentials.tests.builders import complete

from .builders import agree, filed, open_case, ready, visit


def test_a_case_begins_with_its_own_dossier_for_its_counsellor(cast: Cast) -> None:
    ready(cast)

    case = open_case(cast)

    assert (case.stage, case.number) == (Stage.INTAKE, "2026-0001")
    holders = [one.to_person.owner for one in standing_grants(case.dossier, at=NOW) if one.to_person]
    assert holders == [cast.staff["shen"].pk]


def test_numbers_follow_each_other(cast: Cast) -> None:
    ready(cast)

    assert [open_case(cast, client=one).number for one in ("lin", "batel")] == ["2026-0001", "2026-0002"]


@pytest.mark.clause("STF-02", "STF-06")
@pytest.mark.parametrize("lacking", ["certificate", "agreement"])
def test_without_papers_nobody_gets_a_case(cast: Cast, lacking: str) -> None:
    complete(cast, "shen", but=(lacking,))
    cast.person_key("shen")

    with pytest.raises(NotInOrder) as refused:
        open_case(cast)

    assert len(refused.value.lacks) == 1
    assert not Case.objects.exists()


@pytest.mark.clause("CNS-01")
def test_without_consent_no_case_is_opened(cast: Cast) -> None:
    ready(cast)

    with pytest.raises(ConsentMissing) as refused:
        services.open_case(
            actor=cast.actor("shen"), client=cast.number("lin"), beginning=Beginning(), token=uuid4(), at=NOW
        )

    assert refused.value.missing
    assert not Case.objects.exists()


@pytest.mark.clause("CNS-01")
def test_danger_goes_first_and_consent_is_owed(cast: Cast) -> None:
    ready(cast)

    case = services.open_case(
        actor=cast.actor("shen"), client=cast.number("lin"), beginning=Beginning(in_danger=True), token=uuid4(), at=NOW
    )

    owed = Obligation.objects.get(kind=services.CONSENT.key)
    assert (owed.subject, owed.owner) == (case.pk, cast.staff["shen"])


@pytest.mark.clause("CAS-04")
def test_a_colleague_cannot_open_a_second_relationship(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    open_case(cast, "shen")

    with pytest.raises(CaseTaken) as refused:
        open_case(cast, "lu")

    assert refused.value.mine is None
    assert "沈" not in str(refused.value)


def test_the_own_open_case_is_named(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)

    with pytest.raises(CaseTaken) as refused:
        open_case(cast)

    assert refused.value.mine == case


def test_the_same_form_twice_opens_one_case(cast: Cast) -> None:
    ready(cast)
    agree(cast, "lin")
    token = uuid4()

    both = [
        services.open_case(
            actor=cast.actor("shen"), client=cast.number("lin"), beginning=Beginning(), token=token, at=NOW
        )
        for _ in range(2)
    ]

    assert both[0] == both[1]


@pytest.mark.clause("CAS-04")
def test_two_counsellors_at_once_get_one_case(fresh_cast: Cast, at_once) -> None:
    ready(fresh_cast, "shen", "lu")
    agree(fresh_cast, "lin")

    def opening(by: str):
        return lambda: services.open_case(
            actor=fresh_cast.actor(by), client=fresh_cast.number("lin"), beginning=Beginning(), token=uuid4(), at=NOW
        )

    results = at_once(opening("shen"), opening("lu"))

    assert sorted(type(one).__name__ for one in results) == ["Case", "CaseTaken"]


def test_who_has_no_key_yet_is_told_what_to_do(cast: Cast) -> None:
    complete(cast, "shen")
    cast.envelope()

    with pytest.raises(NoPersonKey):
        open_case(cast)


def test_nobody_counsels_themselves(cast: Cast) -> None:
    ready(cast)
    beginning = Beginning(in_danger=True)

    with pytest.raises(Problem):
        services.open_case(
            actor=cast.actor("shen"), client=cast.number("shen"), beginning=beginning, token=uuid4(), at=NOW
        )


@pytest.mark.parametrize("who", ["xu", "he", "bai", "ma", "qin", "tang"])
def test_whoever_does_not_counsel_opens_none(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        services.open_case(
            actor=cast.actor(who), client=cast.number("lin"), beginning=Beginning(), token=uuid4(), at=NOW
        )


def test_a_number_that_does_not_exist_is_missing(cast: Cast) -> None:
    with pytest.raises(Missing):
        services.open_case(actor=cast.actor("shen"), client=uuid4(), beginning=Beginning(), token=uuid4(), at=NOW)


def test_from_a_visit_the_record_is_begun_with_what_the_register_knows(cast: Cast) -> None:
    ready(cast)
    came = visit(cast)

    case = open_case(cast, visit=came.pk)

    record = Record.objects.get(case=case)
    assert (record.kind, record.visit, record.starts_at, record.ends_at) == (
        Kind.SESSION,
        came,
        came.arrived_at,
        came.left_at,
    )
    assert record.coded["themes"] == ["study"]
    assert not Obligation.objects.filter(kind=services.VISIT_UNWRITTEN.key, state="open").exists()


def test_a_visit_of_somebody_else_is_refused(cast: Cast) -> None:
    ready(cast)
    came = visit(cast, client="batel", outcome=Outcome.INFORMED)

    with pytest.raises(Problem):
        open_case(cast, visit=came.pk)


def test_who_comes_again_gets_a_new_case_linked_to_the_old(cast: Cast) -> None:
    ready(cast)
    first = open_case(cast)
    filed(cast, first, Kind.CLOSING)

    again = open_case(cast, previous=first.pk)

    assert (again.previous, again.stage) == (first, Stage.INTAKE)
    assert again.dossier != first.dossier


def test_a_case_is_not_linked_to_somebody_elses(cast: Cast) -> None:
    ready(cast)
    other = open_case(cast, client="batel")

    with pytest.raises(Problem):
        open_case(cast, previous=other.pk)
