"""One client's page, entering, taking back, the rules of the school; and whoever has no business there."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.consents import selectors
from xinqiao.register.consents.models import Consent, ConsentRules
from xinqiao.register.consents.rules import Giver, Purpose

from .builders import complete, in_days, said, signed, taken_back

CLIENT_PAGES = ("of", "say", "withdraw")


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


def address(cast: Cast, page: str, name: str = "lin") -> str:
    return reverse(f"consents:{page}", args=[cast.number(name)])


def shown(cast: Cast, page: str, name: str = "lin", by: str = "shen") -> str:
    answer = browser_of(cast, by).get(address(cast, page, name))
    assert answer.status_code == 200
    return str(answer.content.decode())


def paper(**more: object) -> dict[str, object]:
    return {"token": uuid4(), "purpose": "counselling", "who": "client", "signed_on": "2026-10-15"} | more


@pytest.mark.clause("CNS-01")
def test_the_page_says_what_is_missing_and_what_to_do(cast: Cast) -> None:
    page = shown(cast, "of", "ayi")

    assert "阿依古丽·买买提" in page
    assert "本人还没有同意心理辅导。请本人读过并签好同意书" in page
    assert "监护人还没有同意录音录像。" in page
    assert reverse("papers:blank", args=["consent-guardian"]) in page


@pytest.mark.clause("CNS-01")
def test_two_signed_forms_are_entered_and_the_work_may_start(cast: Cast) -> None:
    browser = browser_of(cast, "shen")

    first = browser.post(address(cast, "of"), paper(), follow=True).content.decode()
    guardian = {"who": f"guardian:{cast.guardian.pk}", "valid_until": "2027-07-09", "own_form": "on"}
    second = browser.post(address(cast, "of"), paper(**guardian), follow=True).content.decode()

    assert "监护人还没有同意心理辅导。" in first
    assert re.search(rf'value="guardian:{cast.guardian.pk}"[^>]*\bchecked', first)
    assert "要有的同意都有" in second
    assert "王女士，母亲" in second
    assert "学校自己的同意书" in second
    assert selectors.standing(cast.number("lin"), Purpose.COUNSELLING, A_SCHOOL_DAY).ok


def test_a_guardian_who_is_not_on_the_roster_is_written_down(cast: Cast) -> None:
    browser = browser_of(cast, "shen")

    wrong = browser.post(address(cast, "of"), paper(who="other"))
    right = browser.post(address(cast, "of"), paper(who="other", name="林奶奶", relation="祖母"), follow=True)

    assert (wrong.status_code, "请写明是哪一位监护人" in wrong.content.decode()) == (422, True)
    assert "林奶奶，祖母" in right.content.decode()
    assert Consent.objects.get().given_by == Giver.GUARDIAN


def test_an_adult_is_not_asked_for_guardians(cast: Cast) -> None:
    page = shown(cast, "of", "mother")

    assert "其他监护人" not in page
    assert reverse("papers:blank", args=["consent-counselling-adult"]) in page
    assert browser_of(cast, "shen").post(address(cast, "of", "mother"), paper(who="other")).status_code == 422


@pytest.mark.parametrize(
    "typed",
    [
        {"signed_on": "2026-10-16"},
        {"signed_on": "0001-01-01"},
        {"signed_on": "9999-12-31"},
        {"signed_on": ""},
        {"valid_until": "2026-10-14"},
        {"valid_until": "9999-12-31"},
        {"purpose": "research"},
        {"who": "guardian:" + str(uuid4())},
        {"who": "other", "name": "x" * 61},
        {"token": "x"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(cast: Cast, typed: dict[str, object]) -> None:
    answer = browser_of(cast, "shen").post(address(cast, "of"), paper(**typed))

    assert answer.status_code == 422
    assert "要再看一下" in answer.content.decode()
    assert not Consent.objects.exists()


def test_a_word_is_noted_with_its_reason(cast: Cast) -> None:
    browser = browser_of(cast, "shen")
    word = {"token": uuid4(), "who": "client", "reason": "打印机坏了，明天签"}

    after = browser.post(address(cast, "say"), word, follow=True).content.decode()
    again = browser.post(address(cast, "say"), word | {"token": uuid4()})

    assert "打印机坏了，明天签" in after
    assert "10 月 29 日" in after
    assert (again.status_code, "不能再用口头同意" in again.content.decode()) == (409, True)


@pytest.mark.clause("CNS-04")
def test_a_consent_is_taken_back_without_a_reason(cast: Cast) -> None:
    complete(cast, "lin")
    browser, what = browser_of(cast, "shen"), {"what": "counselling:client"}

    after = browser.post(address(cast, "withdraw"), what, follow=True).content.decode()
    again = browser.post(address(cast, "withdraw"), what)

    assert "本人在 2026 年 10 月 15 日撤回了对心理辅导的同意" in after
    assert again.status_code == 422
    taken_back(cast, "lin", Giver.GUARDIAN)
    assert "没有还作数的同意" in shown(cast, "withdraw")


def test_a_line_is_struck_out_and_stays(cast: Cast) -> None:
    given = signed(cast, "lin")
    strike = reverse("consents:strike", args=[cast.number("lin"), given.pk])

    after = browser_of(cast, "shen").post(strike, {"reason": "是另一个人的"}, follow=True).content.decode()

    assert "登记错了" in after
    assert "是另一个人的" in after
    other = reverse("consents:strike", args=[cast.number("ayi"), given.pk])
    assert browser_of(cast, "shen").get(other).status_code == 404


def test_the_director_decides_and_sees_nobodys_consent(cast: Cast) -> None:
    browser = browser_of(cast, "xu")

    after = browser.post(reverse("consents:rules"), {"from_14": "client", "verbal_days": "7"}, follow=True)
    wrong = browser.post(reverse("consents:rules"), {"from_14": "nobody", "verbal_days": "31"})

    assert "记下了" in after.content.decode()
    assert (ConsentRules.objects.get().from_14, wrong.status_code) == ("client", 422)
    assert browser.get(address(cast, "of")).status_code == 403


@pytest.mark.parametrize("name", ["xu", "he", "bai", "ma", "qin", "tang", None])
@pytest.mark.parametrize("page", CLIENT_PAGES)
def test_a_stranger_learns_nothing(cast: Cast, name: str | None, page: str) -> None:
    signed(cast, "lin")
    browser = browser_of(cast, name)

    for answer in (browser.get(address(cast, page)), browser.post(address(cast, page), paper())):
        assert answer.status_code in {302, 403}
        assert "林晚舟" not in answer.content.decode()
    assert Consent.objects.count() == 1


@pytest.mark.parametrize("name", ["shen", "he", "bai", "ma", "qin", "tang", None])
def test_the_rules_are_the_directors(cast: Cast, name: str | None) -> None:
    assert browser_of(cast, name).get(reverse("consents:rules")).status_code in {302, 403}


def test_a_number_of_nobody_is_not_there(cast: Cast) -> None:
    for page in CLIENT_PAGES:
        assert browser_of(cast, "shen").get(reverse(f"consents:{page}", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("page", CLIENT_PAGES)
def test_a_colleague_who_comes_is_named_to_the_own_counsellor_only(cast: Cast, page: str) -> None:
    assert "秦老师" not in shown(cast, page, "qin", by="lu")
    signed(cast, "qin")

    assert "秦老师" in shown(cast, page, "qin")
    other = browser_of(cast, "lu").get(address(cast, page, "qin"))
    assert (other.status_code, "秦老师" in other.content.decode()) == (404, False)


def test_a_counsellor_cannot_open_the_own_page(cast: Cast) -> None:
    assert browser_of(cast, "lu").get(address(cast, "of", "lu")).status_code == 404


def test_opening_the_page_is_on_record_and_names_nobody(cast: Cast) -> None:
    shown(cast, "of")

    entry = Entry.objects.get(kind="consents.opened")
    assert (entry.about, entry.actor) == (cast.number("lin"), cast.staff["shen"].pk)
    assert "林晚舟" not in entry.body


def test_a_case_page_shows_how_it_stands_with_the_same_part(cast: Cast) -> None:
    signed(cast, "ayi")
    said(cast, "ayi", Giver.GUARDIAN)
    found = selectors.standing(cast.number("ayi"), Purpose.COUNSELLING, A_SCHOOL_DAY)

    part = render_to_string("consents/standing.html", {"standing": found})

    assert "请在 2026 年 10 月 29 日以前补签纸面的" in part
    assert "<b>监护人</b>" in part


def test_the_page_asks_no_more_of_the_database_for_a_longer_history(
    cast: Cast, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    for place in range(12):
        signed(cast, "lin", valid_until=in_days(place))
    browser = browser_of(cast, "shen")

    with django_assert_max_num_queries(16):
        assert browser.get(address(cast, "of")).content.decode().count("划去 2026") == 12
