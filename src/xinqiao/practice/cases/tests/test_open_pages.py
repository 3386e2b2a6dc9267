"""Opening a case in one step: from a visit, for somebody found, after an earlier case; with consent on the same page."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.services import Beginning, CaseTaken
from xinqiao.register.consents.models import Consent
from xinqiao.register.credentials.tests.builders import complete

from .builders import LATER, agree, filed, open_case, ready, visit

OPEN = "cases:open"


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(LATER):
        yield


def hidden(page: str) -> dict[str, str]:
    """What the form carries along by itself."""
    form = page[page.index('name="token"') - 2000 : page.index('name="token"') + 200]
    found = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1]
    return found


def send(cast: Cast, page: str, name: str = "shen", **typed: str) -> HttpResponse:
    answer: HttpResponse = browser_of(cast, name).post(
        reverse(OPEN), hidden(page) | {"channel": "self"} | typed, follow=True
    )
    return answer


def look(cast: Cast, query: str, name: str = "shen") -> str:
    answer = browser_of(cast, name).get(reverse(OPEN) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


SIGNED = {
    "client_how": "paper",
    "client_day": "2026-10-14",
    "guardian_how": "paper",
    "guardian_day": "2026-10-14",
    "guardian_who": "other",
    "guardian_name": "王女士",
    "guardian_relation": "mother",
}


@pytest.mark.clause("CNS-01")
def test_one_press_opens_a_case_from_a_visit_with_the_consents_that_were_signed(cast: Cast) -> None:
    ready(cast)
    came = visit(cast)
    page = look(cast, f"?visit={came.pk}")
    assert "林晚舟" in page
    assert "知情同意还不齐" in page

    shown = send(cast, page, **SIGNED).content.decode()

    case = Case.objects.get()
    assert f"个案 {case.number} 开好了。" in shown
    assert Consent.objects.filter(client=cast.number("lin"), way="paper").count() == 2
    assert Record.objects.get().visit_id == came.pk


def test_with_consent_on_record_there_is_only_a_button(cast: Cast) -> None:
    ready(cast)
    agree(cast, "lin")
    page = look(cast, f"?client={cast.number('lin')}")

    assert "client_how" not in page
    send(cast, page, channel="class_teacher")

    assert Case.objects.get().details["channel"] == "class_teacher"


@pytest.mark.clause("CNS-01")
def test_without_consent_nothing_is_opened_and_what_was_typed_stays(cast: Cast) -> None:
    ready(cast)
    page = look(cast, f"?client={cast.number('lin')}")

    answer = send(cast, page, client_how="paper", client_day="2026-10-14")

    assert answer.status_code == 409
    assert "知情同意还不齐：" in answer.content.decode()
    assert 'value="2026-10-14"' in answer.content.decode()
    assert not Case.objects.exists()
    assert not Consent.objects.exists()


def test_a_word_needs_a_reason_and_a_day_lies_not_ahead(cast: Cast) -> None:
    ready(cast)
    page = look(cast, f"?client={cast.number('lin')}")

    no_reason = send(cast, page, client_how="word")
    ahead = send(cast, page, **SIGNED | {"client_day": "2026-10-20"})
    nobody = send(cast, page, **SIGNED | {"guardian_name": ""})

    assert "请写明为什么先用口头同意。" in no_reason.content.decode()
    assert "不晚于今天" in ahead.content.decode()
    assert "请写明是哪一位监护人。" in nobody.content.decode()
    assert {one.status_code for one in (no_reason, ahead, nobody)} == {422}
    assert not Case.objects.exists()


def test_a_word_will_do_for_now_and_danger_goes_before_it(cast: Cast) -> None:
    ready(cast)
    word = {"client_how": "word", "reason": "家长在外地", "guardian_how": "word", "guardian_name": "王女士"}
    send(cast, look(cast, f"?client={cast.number('lin')}"), **word)
    send(cast, look(cast, f"?client={cast.number('ayi')}"), in_danger="on")

    assert Case.objects.count() == 2
    assert Consent.objects.filter(way="verbal").count() == 2
    assert Case.objects.get(client=cast.number("ayi")).details["in_danger"] is True


def test_sent_twice_opens_once(cast: Cast) -> None:
    ready(cast)
    page = look(cast, f"?client={cast.number('lin')}")

    send(cast, page, **SIGNED)
    send(cast, page, **SIGNED)

    assert Case.objects.count() == 1
    assert Consent.objects.count() == 2


@pytest.mark.clause("STF-02")
def test_whoever_lacks_a_paper_reads_what_to_do(cast: Cast) -> None:
    complete(cast, "shen", but=("certificate",))
    ready(cast, "lu")

    page = look(cast, f"?client={cast.number('lin')}")

    assert "资格证书还没有登记。" in page
    assert "由主任登记" in page
    assert f"今天可以接个案的是：{cast.staff['lu'].name}。" in page
    assert 'name="token"' not in page


def test_what_is_asked_for_is_not_called_optional_and_a_fault_is_said_once(cast: Cast) -> None:
    ready(cast)
    page = look(cast, f"?client={cast.number('lin')}")

    wrong = send(cast, page, **SIGNED | {"client_day": "not a day"}).content.decode()

    assert (page.count("可以不选"), page.count("可以不填")) == (0, 1), "the relation alone may be left out"
    assert wrong.split('id="id_client_day_error"')[1].split("</div>")[0].count("<p>") == 1


def test_danger_can_be_said_of_somebody_whose_consents_are_there(cast: Cast) -> None:
    ready(cast)
    agree(cast, "lin")

    send(cast, look(cast, f"?client={cast.number('lin')}"), in_danger="on")

    assert Case.objects.get().details["in_danger"] is True


@pytest.mark.clause("CAS-04")
def test_a_client_of_a_colleague_is_not_taken_and_nobody_is_named(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    before = look(cast, f"?client={cast.number('lin')}", "lu")
    case = open_case(cast)

    answer = send(cast, before, "lu").content.decode()
    page = look(cast, f"?client={cast.number('lin')}", "lu")

    for shown in (answer, page):
        assert "正由另一位咨询师接待" in shown
        assert "沈知微" not in shown
        assert case.number not in shown


def test_my_own_open_case_is_led_to(cast: Cast) -> None:
    ready(cast)
    before = look(cast, f"?client={cast.number('lin')}")
    case = open_case(cast)

    assert send(cast, before).redirect_chain[0][0] == reverse("cases:case", args=[case.pk])  # type: ignore[attr-defined]
    assert "打开这个个案" in look(cast, f"?client={cast.number('lin')}")


def test_who_comes_again_is_linked_to_the_earlier_case(cast: Cast) -> None:
    ready(cast)
    old = open_case(cast)
    filed(cast, old, Kind.CLOSING)

    with freeze(LATER.replace(day=20)):
        page = look(cast, f"?previous={old.pk}")
        assert f"接着个案 {old.number}" in page
        send(cast, page)

    assert Case.objects.exclude(pk=old.pk).get().previous == old


def test_somebody_is_found_by_typing_without_any_script(cast: Cast) -> None:
    ready(cast)
    browser = browser_of(cast, "shen")

    several = browser.post(reverse(OPEN), {"look": "1", "person_typed": "阿依"}).content.decode()
    nobody = browser.post(reverse(OPEN), {"look": "1", "person_typed": "没有这个人"})

    assert 'name="token"' in several
    assert "阿依古丽·买买提" in several
    assert nobody.status_code == 422
    assert "名册里没有找到" in nobody.content.decode()


def test_a_colleague_who_comes_is_named_by_the_register_only_to_whoever_sees_them(cast: Cast) -> None:
    ready(cast)

    page = look(cast, f"?client={cast.number('tang')}")

    assert "唐主任" not in page
    assert 'name="token"' not in page


def test_a_visit_leads_to_its_record_its_case_or_the_page_that_opens_one(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    came = visit(cast)
    address, browser = reverse("cases:visit", args=[came.pk]), browser_of(cast, "shen")
    assert browser.get(address).headers["Location"] == f"{reverse(OPEN)}?visit={came.pk}"

    open_case(cast, visit=came.pk)

    assert browser.get(address).headers["Location"] == reverse("cases:write", args=[Record.objects.get().pk])


def test_two_at_once_open_one_case_and_the_other_gets_a_sentence(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    ready(fresh_cast, "shen", "lu")
    agree(fresh_cast, "lin")
    number = fresh_cast.number("lin")
    actors = [fresh_cast.actor(name) for name in ("shen", "lu")]

    def press(place: int) -> object:
        return services.open_case(actor=actors[place], client=number, beginning=Beginning(), token=uuid4(), at=NOW)

    results = at_once(lambda: press(0), lambda: press(1))

    assert sorted(type(one).__name__ for one in results) == ["Case", CaseTaken.__name__]
    assert Case.objects.filter(client=number).count() == 1
