"""Somebody may be in danger: three things within the hour, said to be done one by one, and seen before all else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.access import Refused
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case

from .builders import LATER, open_case, ready, start

KINDS = [kind.key for kind in services.HELP]
WATCHED, TOLD_DIRECTOR, TOLD_GUARDIAN = KINDS


@pytest.fixture(autouse=True)
def _within_the_hour() -> Iterator[None]:
    with freeze(LATER):
        yield


@pytest.fixture
def in_danger(cast: Cast) -> Case:
    ready(cast)
    return open_case(cast, in_danger=True)


def still_owed() -> set[str]:
    return set(Obligation.objects.filter(kind__in=KINDS, ended_at=None).values_list("kind", flat=True))


def text_of(cast: Cast, name: str, address: str) -> str:
    answer = browser_of(cast, name).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_case_opened_in_danger_owes_help_within_the_hour(cast: Cast, in_danger: Case) -> None:
    rows = Obligation.objects.filter(subject=in_danger.pk, kind__in=KINDS)

    assert {(row.owner_id, row.due_at) for row in rows} == {(cast.staff["shen"].pk, NOW + timedelta(hours=1))}
    assert still_owed() == set(KINDS)


def test_a_case_opened_without_danger_owes_none(cast: Cast) -> None:
    ready(cast)
    open_case(cast)

    assert not still_owed()


def test_the_case_says_first_what_to_do_and_whom_to_tell(cast: Cast, in_danger: Case) -> None:
    said = text_of(cast, "shen", reverse("cases:case", args=[in_danger.pk]))

    assert said.index("先做这几件事") < said.index("经过")
    assert "许静安" in said
    assert "tel:120" in said
    assert reverse("people:student", args=[cast.students["lin"].pk]) in said


def test_what_is_ticked_is_done_and_the_rest_still_stands(cast: Cast, in_danger: Case) -> None:
    browser = browser_of(cast, "shen")
    address = reverse("cases:helped", args=[in_danger.pk])

    browser.post(address, {"done": [WATCHED, TOLD_DIRECTOR]})

    assert still_owed() == {TOLD_GUARDIAN}
    assert "办好" in text_of(cast, "shen", reverse("cases:case", args=[in_danger.pk]))
    browser.post(address, {"done": [TOLD_GUARDIAN]})
    assert not still_owed()
    assert "先做这几件事" not in text_of(cast, "shen", reverse("cases:case", args=[in_danger.pk]))
    assert Entry.objects.filter(kind="cases.help_confirmed", subject=in_danger.pk).count() == 2


def test_nothing_ticked_ends_nothing(cast: Cast, in_danger: Case) -> None:
    browser_of(cast, "shen").post(reverse("cases:helped", args=[in_danger.pk]), {"done": ["cases.consent_missing"]})

    assert still_owed() == set(KINDS)
    assert not Entry.objects.filter(kind="cases.help_confirmed").exists()


@pytest.mark.parametrize("name", ["lu", "xu", "bai"])
def test_nobody_else_says_that_it_is_done(cast: Cast, in_danger: Case, name: str) -> None:
    with pytest.raises(Refused):
        services.confirm_help(actor=cast.actor(name), case=in_danger.pk, done=set(KINDS), at=LATER)

    assert still_owed() == set(KINDS)


def test_today_and_the_list_begin_with_it_however_late_the_rest_is(cast: Cast, in_danger: Case) -> None:
    start(cast, in_danger)
    Obligation.objects.exclude(kind__in=KINDS).update(due_at=NOW - timedelta(days=30))

    day, owed = (text_of(cast, "shen", reverse(name)) for name in ("pages:today", "obligations:list"))

    assert day.index('class="xq-life"') < day.index("今天的人")
    assert "林晚舟" not in day.split('class="xq-life"')[1].split("</section>")[0], "others look over one's shoulder"
    for page in (day, owed):
        assert all("林晚舟" not in row.split("</li>")[0] for row in page.split('data-due="life"')[1:])
        assert page.index("先办这几件") < page.index('data-due="life"') < page.index('data-due="late"')


def test_its_promise_leads_to_the_case_and_to_the_phone(cast: Cast, in_danger: Case) -> None:
    row = Obligation.objects.get(kind=TOLD_GUARDIAN)

    said = text_of(cast, "shen", reverse("obligations:show", args=[row.pk]))

    assert reverse("cases:case", args=[in_danger.pk]) in said
    assert reverse("people:student", args=[cast.students["lin"].pk]) in said
