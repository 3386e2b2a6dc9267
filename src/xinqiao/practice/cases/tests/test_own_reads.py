"""Who read my file, at the own door: by post and in plain words, for whoever it is about and nobody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from tests.own_door import own_actor, own_browser
from xinqiao.core.clock import freeze
from xinqiao.core.ledger import Event
from xinqiao.core.ledger.models import Entry
from xinqiao.practice.cases import events, policy, services
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.selectors.own_reads import OwnRead, OwnReads, own_reads
from xinqiao.practice.cases.selectors.own_words import OTHERWISE, WHY, why_of

from .builders import MUCH_LATER, filed, open_case, read, ready


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def a_read_case(cast: Cast) -> Case:
    """Shen has filed a record and read it twice; Lu knocked and was refused."""
    ready(cast, "shen", "lu")
    case = open_case(cast)
    record = filed(cast, case)
    read(cast, record.pk)
    read(cast, record.pk)
    browser_of(cast, "lu").get(reverse("cases:case", args=[case.pk]))
    return case


def shown(cast: Cast, name: str = "lin") -> OwnReads:
    found = own_reads(own_actor(cast, name))
    assert found is not None
    return found


def lines(found: OwnReads) -> list[OwnRead]:
    return [one for month in found.months for one in (*month.rows, *month.others)]


@pytest.mark.clause("CNF-10")
def test_every_opening_stands_there_by_post_with_its_reason(cast: Cast) -> None:
    a_read_case(cast)

    found = {(one.who, one.row.what, one.row.times, one.is_first) for one in lines(shown(cast))}

    assert ("你的辅导老师", "打开了：第 1 次咨询记录", 2, True) in found
    assert ("你的辅导老师", "写好并签了：第 1 次咨询记录", 1, True) in found
    assert ("心理辅导教师", "想打开，没有打开", 1, True) in found
    assert ("你的辅导老师", "为你开了一份档案", 1, False) in found
    assert not any(one.name for one in lines(shown(cast)))
    assert all(one.why for one in lines(shown(cast)))


def test_names_stand_there_only_if_the_school_says_so(cast: Cast) -> None:
    a_read_case(cast)
    address = reverse("reads:list")
    assert "沈知微" not in own_browser(cast, "lin").get(address).content.decode()

    services.set_case_rules(actor=cast.actor("xu"), file_within_hours=24, names_readers=True, at=MUCH_LATER)

    assert "沈知微" in own_browser(cast, "lin").get(address).content.decode()
    services.set_case_rules(actor=cast.actor("xu"), file_within_hours=30, at=MUCH_LATER)
    assert {one.name for one in lines(shown(cast))} >= {"沈知微", "陆听雨"}


def test_who_has_opened_nothing_is_said_and_whoever_has_is_not_among_them(cast: Cast) -> None:
    a_read_case(cast)

    assert shown(cast).shut_out[:3] == ["班主任", "任课教师", "校长"]


def test_looking_leaves_no_line(cast: Cast) -> None:
    a_read_case(cast)
    browser = own_browser(cast, "lin")
    before = Entry.objects.count()

    browser.get(reverse("reads:list"))

    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["ayi", "mother"])
def test_nobody_sees_what_is_somebody_elses(cast: Cast, name: str) -> None:
    a_read_case(cast)

    assert lines(shown(cast, name)) == []
    page = own_browser(cast, name).get(reverse("reads:list")).content.decode()
    assert "咨询记录" not in page
    assert "还没有人打开过什么" in page


def test_a_slip_alone_does_not_tell_that_there_is_a_file(cast: Cast) -> None:
    a_read_case(cast)
    assert own_reads(own_actor(cast, "lin", known=False)) is None
    pages = [
        own_browser(cast, name, known=False).get(reverse("reads:list")).content.decode() for name in ("lin", "ayi")
    ]

    assert "要先见过老师才看得到" in pages[0]
    assert "咨询记录" not in pages[0]
    assert len({len(one) for one in pages}) == 1


def test_staff_do_not_come_in_here(cast: Cast) -> None:
    for name in ("shen", "xu", "qin"):
        assert not policy.may_see_own_reads(cast.actor(name))
        assert browser_of(cast, name).get(reverse("reads:list")).status_code == 302


def test_a_question_can_be_asked_of_whatever_is_about_the_client(cast: Cast) -> None:
    a_read_case(cast)

    asked = [one.asks for one in lines(shown(cast)) if one.asks]

    assert asked
    assert set(Entry.objects.filter(pk__in=asked).values_list("about", flat=True)) == {cast.number("lin")}
    link = reverse("rights:ask", args=["reading"]) + f"?entry={asked[0]}"
    assert link in own_browser(cast, "lin").get(reverse("reads:list")).content.decode()


def test_months_stand_apart_the_newest_first(cast: Cast) -> None:
    case = a_read_case(cast)
    later = MUCH_LATER + timedelta(days=40)
    with freeze(later):
        services.open_readers(actor=cast.actor("shen"), case=case.pk, at=later)

        found = shown(cast).months

    assert len(found) == 2
    assert [one.row.what for one in found[0].rows] == ["看了谁打开过你的档案"]


def test_whatever_happens_in_a_case_has_a_reason_of_its_own() -> None:
    kinds = {one.kind for one in vars(events).values() if isinstance(one, type) and issubclass(one, Event)}
    general = str(WHY[""])

    assert {kind for kind in kinds if kind.startswith("cases.") and why_of(kind) == general} <= {
        "cases.rules_set", "cases.stage_reached", "cases.case_closed", "cases.notes_begun", "cases.listed",
        "cases.searched", "cases.copies_counted", "cases.given_listed",
    }  # fmt: skip
    assert str(OTHERWISE)
