"""A long list, the director's numbers, and the deadline that the school sets."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.models import Dossier
from xinqiao.practice.cases import selectors
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.states import Stage
from xinqiao.register.people.models import ClientKind, Student
from xinqiao.register.people.selectors import client_numbers
from xinqiao.register.people.services import number_people, prepare_numbers

from .builders import MUCH_LATER, filed, open_case, ready, start

MANY = 500
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def fill(cast: Cast, many: int) -> None:
    """Many cases of Shen's, put into the tables as they are: the list never looks into a dossier."""
    pupils = Student.objects.bulk_create(
        Student(
            student_number=f"8{place:04d}",
            name=f"学生{place}",
            sort_key=f"xs{place:04d}",
            initials="xs",
            school_class=cast.classes[11, 3],
        )
        for place in range(many)
    )
    keys = [(ClientKind.STUDENT, row.pk) for row in pupils]
    prepare_numbers(len(keys))
    number_people(keys)
    one = open_case(cast)
    dossiers = Dossier.objects.bulk_create(
        Dossier(kind=one.dossier.kind, public=one.dossier.public, mac=one.dossier.mac, made_at=NOW) for _ in range(many)
    )
    Case.objects.bulk_create(
        Case(
            number=f"2025-{place:04d}",
            client_id=number,
            counsellor=cast.staff["shen"],
            dossier=dossier,
            opened_at=NOW,
            stage=Stage.SESSIONS,
            details={"channel": "self"},
            token=uuid4(),
        )
        for place, (number, dossier) in enumerate(zip(client_numbers(keys).values(), dossiers, strict=True))
    )


def test_five_hundred_cases_open_without_a_peoples_key(cast: Cast) -> None:
    ready(cast)
    fill(cast, MANY)
    browser = browser_of(cast, "shen", locked=True)

    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(reverse("cases:list"))

    sql = [one["sql"] for one in captured if not one["sql"].startswith(CONTROL)]
    assert answer.status_code == 200
    assert answer.content.decode().count('class="xq-case"') == 50
    assert "第 1 页，共 11 页" in answer.content.decode()
    assert len(sql) <= 12, sql
    touched = ("vault_keygrant", "vault_sealeddocument", "cases_draft", '"vault_dossier"')
    assert [one for one in sql for table in touched if table in one] == []


def test_the_pages_of_a_stage_keep_their_stage(cast: Cast) -> None:
    ready(cast)
    fill(cast, 60)

    first = browser_of(cast, "shen").get(reverse("cases:list") + "?stage=sessions").content.decode()
    second = browser_of(cast, "shen").get(reverse("cases:list") + "?stage=sessions&page=2").content.decode()

    assert "?stage=sessions&amp;page=2" in first
    assert second.count('class="xq-case"') == 10


def test_the_director_sees_numbers_and_no_client(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    start(cast, case)
    filed(cast, open_case(cast, client="batel"))
    open_case(cast, "lu", "ayi")

    shown = browser_of(cast, "xu").get(reverse("cases:overview")).content.decode()

    assert "沈知微" in shown
    assert "1 份" in shown
    for hidden in ("林晚舟", "巴特尔", "阿依古丽", case.number, str(case.pk)):
        assert hidden not in shown


@pytest.mark.parametrize("name", ["shen", "he", "bai", "ma", "qin"])
def test_the_numbers_are_for_the_director(cast: Cast, name: str) -> None:
    assert browser_of(cast, name).get(reverse("cases:overview")).status_code == 403
    assert browser_of(cast, name).get(reverse("cases:rules")).status_code == 403


def test_the_director_sets_within_how_long_records_are_written(cast: Cast) -> None:
    browser = browser_of(cast, "xu")

    done = browser.post(reverse("cases:rules"), {"file_within_hours": "48"}, follow=True)
    wrong = browser.post(reverse("cases:rules"), {"file_within_hours": "0"})

    assert "谈话以后 48 小时内写好" in done.content.decode()
    assert wrong.status_code == 422
    assert selectors.case_rules().file_within_hours == 48
    assert Entry.objects.filter(kind="cases.rules_set").exists()
