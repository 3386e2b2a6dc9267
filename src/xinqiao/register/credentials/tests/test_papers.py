"""Entering papers and taking them back."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.register.credentials import selectors, services
from xinqiao.register.credentials.models import (
    ConfidentialityAgreement,
    EndedBecause,
    Qualification,
    QualificationKind,
    WithdrawnBecause,
)
from xinqiao.register.credentials.rules import Need
from xinqiao.register.credentials.services import EnteredAlready, OverAlready

from .builders import complete, in_days, qualify, sign


@pytest.mark.clause("STF-02", "STF-06")
def test_a_counsellor_with_everything_may_counsel_and_one_without_may_not(cast: Cast) -> None:
    complete(cast, "shen")

    assert selectors.may_counsel(cast.staff["shen"].pk, A_SCHOOL_DAY).ok
    found = selectors.may_counsel(cast.staff["lu"].pk, A_SCHOOL_DAY)
    assert [lack.need for lack in found.missing] == list(Need)


@pytest.mark.clause("STF-02")
def test_a_withdrawn_certificate_counts_no_more(cast: Cast) -> None:
    complete(cast, "shen")
    shown = Qualification.objects.get(kind="certificate")

    services.withdraw_qualification(
        actor=cast.actor("xu"), qualification=shown.pk, because=WithdrawnBecause.REVOKED, at=NOW
    )

    found = selectors.may_counsel(cast.staff["shen"].pk, A_SCHOOL_DAY)
    assert [lack.need for lack in found.missing] == [Need.CERTIFICATE]


@pytest.mark.clause("STF-06")
def test_an_ended_promise_of_secrecy_stands_no_more_from_that_day(cast: Cast) -> None:
    complete(cast, "shen")
    signed = ConfidentialityAgreement.objects.get()

    services.end_agreement(actor=cast.actor("xu"), agreement=signed.pk, because=EndedBecause.LEFT, at=NOW)

    assert not selectors.may_counsel(cast.staff["shen"].pk, A_SCHOOL_DAY).has_signed
    assert selectors.may_counsel(cast.staff["shen"].pk, in_days(-1)).ok


def test_signed_and_ended_on_one_day_never_stood(cast: Cast) -> None:
    signed = sign(cast, "bai", signed_on=A_SCHOOL_DAY)
    services.end_agreement(actor=cast.actor("xu"), agreement=signed.pk, because=EndedBecause.MISTAKE, at=NOW)

    assert not selectors.may_counsel(cast.staff["bai"].pk, A_SCHOOL_DAY).has_signed
    assert sign(cast, "bai", signed_on=A_SCHOOL_DAY).pk != signed.pk


def test_nobody_has_seen_their_own_paper(cast: Cast) -> None:
    with pytest.raises(Problem, match="另一个人"):
        qualify(cast, "xu", seen_by=cast.staff["xu"].pk)
    with pytest.raises(Problem, match="另一个人"):
        sign(cast, "xu", seen_by=cast.staff["xu"].pk)


def test_a_witness_is_the_director_the_principal_or_in_the_leading_group(cast: Cast) -> None:
    with pytest.raises(Problem, match="看原件的人"):
        qualify(cast, "shen", seen_by=cast.staff["ma"].pk)
    assert [one.name for one in selectors.witnesses_for(cast.staff["shen"].pk, A_SCHOOL_DAY)] == ["许静安", "何校长"]
    assert [one.name for one in selectors.witnesses_for(cast.staff["xu"].pk, A_SCHOOL_DAY)] == ["何校长"]


@pytest.mark.parametrize("wrong", [{"valid_from": in_days(2), "valid_to": in_days(1)}, {"seen_by": uuid4()}])
def test_what_cannot_be_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    with pytest.raises((Problem, Missing)):
        qualify(cast, "shen", **wrong)
    assert not Qualification.objects.exists()


def test_a_promise_is_not_signed_tomorrow(cast: Cast) -> None:
    with pytest.raises(Problem, match="还没有到"):
        sign(cast, "shen", signed_on=in_days(1))


def test_whoever_has_left_needs_nothing_entered(cast: Cast) -> None:
    cast.staff["lu"].left_on = A_SCHOOL_DAY
    cast.staff["lu"].save()

    with pytest.raises(Problem, match="已经离开"):
        sign(cast, "lu")


def test_the_same_paper_is_entered_once(cast: Cast) -> None:
    qualify(cast, "shen")
    sign(cast, "shen")

    with pytest.raises(EnteredAlready):
        qualify(cast, "shen")
    with pytest.raises(EnteredAlready):
        sign(cast, "shen")


def test_only_the_director_enters_and_takes_back(cast: Cast) -> None:
    shown, signed, shen = qualify(cast, "shen"), sign(cast, "shen"), cast.actor("shen")

    with pytest.raises(Denied):
        services.withdraw_qualification(actor=shen, qualification=shown.pk, because=WithdrawnBecause.MISTAKE, at=NOW)
    with pytest.raises(Denied):
        services.end_agreement(actor=shen, agreement=signed.pk, because=EndedBecause.LEFT, at=NOW)
    with pytest.raises(Denied):
        services.add_qualification(
            actor=shen,
            staff=cast.staff["shen"].pk,
            kind=QualificationKind.DEGREE,
            name="学士",
            issuer="师范大学",
            number="",
            valid_from=in_days(-1),
            valid_to=None,
            seen_by=cast.staff["he"].pk,
            at=NOW,
        )


def test_the_number_lies_under_the_house_seal(cast: Cast) -> None:
    qualify(cast, "shen", number="ZS-PLANTED-1")

    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM credentials_qualification")
        lying = bytes(cursor.fetchone()[0])
    assert b"PLANTED" not in lying
    assert Qualification.objects.get().number == "ZS-PLANTED-1"


def withdraw(cast: Cast) -> Callable[[], object]:
    shown = qualify(cast, "shen")
    return lambda: services.withdraw_qualification(
        actor=cast.actor("xu"), qualification=shown.pk, because=WithdrawnBecause.REPLACED, at=NOW
    )


def end(cast: Cast) -> Callable[[], object]:
    signed = sign(cast, "shen")
    return lambda: services.end_agreement(
        actor=cast.actor("xu"), agreement=signed.pk, because=EndedBecause.RENEWED, at=NOW
    )


@pytest.mark.parametrize("move", [withdraw, end])
def test_two_at_once_take_back_one_paper_and_one_is_told(
    fresh_cast: Cast, at_once: Callable[..., list[object]], move: Callable[[Cast], Callable[[], object]]
) -> None:
    act = move(fresh_cast)

    results = at_once(act, act)

    assert sum(isinstance(one, OverAlready) for one in results) == 1
    seal_once()
    assert [str(finding) for finding in verify().findings] == []


def test_two_at_once_enter_one_paper_and_one_is_told(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    results = at_once(lambda: qualify(fresh_cast, "shen"), lambda: qualify(fresh_cast, "shen"))

    assert sum(isinstance(one, EnteredAlready) for one in results) == 1
    assert Qualification.objects.count() == 1


def test_a_paper_put_in_by_hand_is_noticed(fresh_cast: Cast) -> None:
    shown = qualify(fresh_cast, "shen", valid_to=in_days(3))
    seal_once()
    Qualification.objects.filter(pk=shown.pk).update(valid_to=in_days(3000))

    assert len(verify().findings) == 1


def test_the_ledger_names_the_paper_and_no_person(cast: Cast) -> None:
    shown = qualify(cast, "shen")

    entry = Entry.objects.get(body__contains="credentials.qualification_added")
    assert str(shown.pk) in entry.body
    assert "沈知微" not in entry.body
