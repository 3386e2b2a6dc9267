"""A student's card, and who must not be called."""

from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import Denied, Missing, Problem
from xinqiao.core.ledger.models import Entry
from xinqiao.register.people.models import Guardian
from xinqiao.register.people.services import open_student, restrict_contact


def test_opening_a_card_is_written_down(fresh_cast: Cast) -> None:
    student = fresh_cast.students["lin"]

    card = open_student(actor=fresh_cast.actor("shen"), student=student.pk, at=NOW)

    assert [line.phones for line in card.guardians] == [("13800000000",)]
    assert Entry.objects.filter(kind="people.student_opened", subject=student.pk).count() == 1


@pytest.mark.parametrize("name", ["he", "bai", "tang", "ma"])
def test_a_stranger_opens_no_card(cast: Cast, name: str) -> None:
    with pytest.raises(Denied, match="may_see_student"):
        open_student(actor=cast.actor(name), student=cast.students["lin"].pk, at=NOW)


def test_a_card_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(Missing):
        open_student(actor=cast.actor("shen"), student=uuid4(), at=NOW)


def test_a_restriction_keeps_its_reason_under_the_seal(cast: Cast) -> None:
    restrict_contact(
        actor=cast.actor("shen"),
        guardian=cast.guardian.pk,
        may_be_contacted=False,
        has_custody=False,
        reason="法院判决",
        at=NOW,
    )

    again = Guardian.objects.get(pk=cast.guardian.pk)
    assert (again.may_be_contacted, again.has_custody, again.restriction) == (False, False, {"reason": "法院判决"})


def test_a_no_without_a_reason_is_not_taken(cast: Cast) -> None:
    with pytest.raises(Problem):
        restrict_contact(
            actor=cast.actor("shen"),
            guardian=cast.guardian.pk,
            may_be_contacted=False,
            has_custody=True,
            reason="  ",
            at=NOW,
        )

    assert Guardian.objects.get(pk=cast.guardian.pk).may_be_contacted


def test_the_keeper_restricts_nobody(cast: Cast) -> None:
    with pytest.raises(Denied, match="may_restrict_contact"):
        restrict_contact(
            actor=cast.actor("bai"),
            guardian=cast.guardian.pk,
            may_be_contacted=True,
            has_custody=True,
            reason="",
            at=NOW,
        )


def test_a_phone_number_that_must_not_be_called_is_not_on_the_page(cast: Cast) -> None:
    restrict_contact(
        actor=cast.actor("shen"),
        guardian=cast.guardian.pk,
        may_be_contacted=False,
        has_custody=True,
        reason="本人要求",
        at=NOW,
    )

    page = browser_of(cast, "shen").get(f"/desk/people/student/{cast.students['lin'].pk}/").content.decode()

    assert "本人要求" in page
    assert "13800000000" not in page


def test_a_class_teacher_of_another_class_is_told_nothing(cast: Cast) -> None:
    there = browser_of(cast, "qin").get(f"/desk/people/student/{cast.students['ouyang'].pk}/")
    not_there = browser_of(cast, "qin").get(f"/desk/people/student/{uuid4()}/")

    assert (there.status_code, not_there.status_code) == (404, 404)
    assert len(there.content) == len(not_there.content)
