"""The pages on which something is given out of a case, and the page on which the client finds it."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from tests.own_door import own_actor, own_browser
from xinqiao.core.clock import freeze
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.practice.cases.models import Case, Kind
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent

from .builders import CONTENT, MUCH_LATER, file, filed, open_case, ready, start

WORDS = "下周见面前，记得带上你的日记本。"
SAID_IN_TALK = "说这两周睡得好一些了。"


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


def at(case: Case, kind: str) -> str:
    return reverse("cases:give", args=[case.pk]) + f"?kind={kind}"


def text(answer: HttpResponse) -> str:
    return str(answer.content.decode())


def previewed(browser: Browser, case: Case, kind: str, **sent: Any) -> dict[str, Any]:
    """What the preview page sends when it is told to give."""
    form = browser.get(at(case, kind)).context["form"]
    answer = browser.post(at(case, kind), {"token": form["token"].value(), "act": "preview"} | sent)
    assert answer.status_code == 200, text(answer)
    assert "他会看到的就是这些" in text(answer), text(answer)
    again: dict[str, Any] = {}
    for name, value in answer.context["sent"]:
        again.setdefault(name, []).append(value)
    return again | {"previewed": answer.context["shown"].digest, "act": "give"}


def test_a_note_is_written_previewed_given_and_read(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    sent = previewed(browser, case, "note", words=WORDS)
    assert not Disclosure.objects.exists()

    answer = browser.post(at(case, "note"), sent, follow=True)

    assert answer.redirect_chain == [(reverse("cases:given", args=[case.pk]), 302)]
    assert WORDS in text(answer)
    assert "还没看" in text(answer)
    own = own_browser(cast, "lin")
    one = Disclosure.objects.get()
    assert "留言" in text(own.get(reverse("given:list")))
    assert WORDS in text(own.get(reverse("given:show", args=[one.pk])))
    assert "看过了" in text(browser.get(reverse("cases:given", args=[case.pk])))


def test_words_altered_after_the_preview_are_not_given(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    sent = previewed(browser, case, "note", words=WORDS)

    answer = browser.post(at(case, "note"), sent | {"words": WORDS + "你妈妈来过。"})

    assert answer.status_code == 409
    assert "和你预览时看到的不一样" in text(answer)
    assert "你妈妈来过" in text(answer)
    assert not Disclosure.objects.exists()


def test_a_form_sent_twice_gives_once(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    sent = previewed(browser, case, "note", words=WORDS)

    for _time in range(2):
        assert browser.post(at(case, "note"), sent).status_code == 302
    assert Disclosure.objects.count() == 1


def test_goals_are_ticked_from_the_plan_and_nothing_else_of_a_record_is_on_the_page(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    filed(cast, case, Kind.INTAKE)
    filed(cast, case, Kind.PLAN)
    file(cast, start(cast, case), **CONTENT[Kind.SESSION])

    shown = text(browser.get(at(case, "goals")))
    sent = previewed(browser, case, "goals", ticked=["睡够七小时"], goals="每周跑步两次")
    browser.post(at(case, "goals"), sent)

    assert "睡够七小时" in shown
    assert "十一点前躺下" not in shown
    assert SAID_IN_TALK not in shown
    assert Disclosure.objects.get().content == {"goals": ["睡够七小时", "每周跑步两次"]}


def test_with_a_locked_vault_goals_are_written_by_hand(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen", locked=True)

    shown = text(browser.get(at(case, "goals")))
    browser.post(at(case, "goals"), previewed(browser, case, "goals", goals="睡够七小时\n\n"))

    assert "保险柜锁着" in shown
    assert Disclosure.objects.get().content == {"goals": ["睡够七小时"]}


def test_a_goal_that_is_not_in_the_plan_cannot_be_ticked(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    filed(cast, case, Kind.INTAKE)
    filed(cast, case, Kind.PLAN)
    form = browser.get(at(case, "goals")).context["form"]

    answer = browser.post(
        at(case, "goals"), {"token": form["token"].value(), "ticked": ["别的目标"], "goals": "", "act": "preview"}
    )

    assert answer.status_code == 422


def agree_to_tell_home(cast: Cast) -> None:
    record_paper_consent(
        actor=cast.actor("shen"),
        client=cast.number("lin"),
        purpose=Purpose.TELL_GUARDIAN,
        given_by=Giver.CLIENT,
        signed_on=MUCH_LATER.date(),
        valid_until=None,
        token=uuid4(),
        at=MUCH_LATER,
    )


def support(cast: Cast, **changed: Any) -> dict[str, Any]:
    return {
        "to": "guardian",
        "guardian": str(cast.numbers["mother"]),
        "agreed": "十点半以后不谈成绩。",
        "home": "手机放客厅。",
        "why": "consent",
        "assent": "当面念给她听过，她说可以。",
    } | changed


@pytest.mark.clause("HOM-01", "CNF-14")
def test_a_mother_reads_the_agreement_and_nothing_else(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    agree_to_tell_home(cast)
    browser.post(at(case, "note"), previewed(browser, case, "note", words=WORDS))

    browser.post(at(case, "support"), previewed(browser, case, "support", **support(cast)))

    mother = own_browser(cast, "mother")
    listed = text(mother.get(reverse("given:list")))
    assert "支持约定" in listed
    assert "关于林晚舟" in listed
    assert "留言" not in listed
    one, note = Disclosure.objects.get(kind="support"), Disclosure.objects.get(kind="note")
    assert "手机放客厅" in text(mother.get(reverse("given:show", args=[one.pk])))
    assert mother.get(reverse("given:show", args=[note.pk])).status_code == 404
    left = text(own_browser(cast, "lin").get(reverse("given:left")))
    assert "你同意的：当面念给她听过，她说可以。" in left
    assert "手机放客厅" in left


@pytest.mark.clause("CNS-03")
def test_without_the_clients_consent_the_page_says_what_is_missing(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    form = browser.get(at(case, "support")).context["form"]

    answer = browser.post(at(case, "support"), {"token": form["token"].value(), "act": "preview"} | support(cast))

    assert answer.status_code == 409
    assert "现在没有生效的同意，不能给出去。" in text(answer)


@pytest.mark.clause("CNF-03")
@pytest.mark.parametrize("missing", ["ground", "necessity", "answers", "least"])
def test_a_ground_says_everything_or_the_form_comes_back(cast: Cast, missing: str) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    form = browser.get(at(case, "notice")).context["form"]
    sent = {
        "token": form["token"].value(),
        "act": "preview",
        "to": "school",
        "name": "何校长",
        "post": "校长",
        "told": "要有人陪。",
        "asked": "请马上安排。",
        "why": "ground",
        "ground": "danger",
        "necessity": "今晚不能一个人。",
        "answers": "校长能安排人。",
        "least": "别的没有说。",
    }
    assert browser.post(at(case, "notice"), sent).status_code == 200

    answer = browser.post(at(case, "notice"), sent | {missing: ""})

    assert answer.status_code == 422
    assert missing in answer.context["form"].errors


def test_what_was_not_seen_is_taken_back_on_the_page(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    browser.post(at(case, "note"), previewed(browser, case, "note", words=WORDS))
    one = Disclosure.objects.get()

    answer = browser.post(reverse("cases:take-back", args=[case.pk, one.pk]), follow=True)

    assert "收回了。还没有人看过。" in text(answer)
    own = own_browser(cast, "lin")
    assert own.get(reverse("given:show", args=[one.pk])).status_code == 404
    assert "收回了" in text(own.get(reverse("given:left")))


@pytest.mark.parametrize("who", ["lu", "xu"])
def test_a_stranger_gets_the_same_refusal_for_every_page(cast: Cast, who: str) -> None:
    ready(cast, "shen", "lu")
    case, browser = open_case(cast), browser_of(cast, "shen")
    browser.post(at(case, "note"), previewed(browser, case, "note", words=WORDS))
    one, stranger = Disclosure.objects.get(), browser_of(cast, who)
    refused = 404 if who == "lu" else 403

    for address in (at(case, "note"), reverse("cases:given", args=[case.pk])):
        assert stranger.get(address).status_code == refused
    for address in (
        at(case, "note"),
        reverse("cases:print-given", args=[case.pk]),
        reverse("cases:take-back", args=[case.pk, one.pk]),
    ):
        assert stranger.post(address, {"act": "preview", "words": WORDS}).status_code == refused
    assert Disclosure.objects.get().is_waiting


def test_by_a_slip_alone_the_page_says_the_same_whether_there_is_something_or_not(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    pages = [reverse("given:list"), reverse("given:left")]
    before = [text(own_browser(cast, "lin", known=False).get(page)) for page in pages]
    browser.post(at(case, "note"), previewed(browser, case, "note", words=WORDS))

    after = [text(own_browser(cast, "lin", known=False).get(page)) for page in pages]

    assert all("当面给你一个码" in page for page in after)
    assert [len(page) for page in before] == [len(page) for page in after]
    one = Disclosure.objects.get()
    assert own_browser(cast, "lin", known=False).get(reverse("given:show", args=[one.pk])).status_code == 404


def test_the_own_door_names_neither_room_nor_reason_in_its_titles(cast: Cast) -> None:
    ready(cast)
    case, browser = open_case(cast), browser_of(cast, "shen")
    browser.post(at(case, "note"), previewed(browser, case, "note", words=WORDS))
    one, own = Disclosure.objects.get(), own_browser(cast, "lin")

    for page in (reverse("given:list"), reverse("given:left"), reverse("given:show", args=[one.pk])):
        assert "<title>校园服务</title>" in text(own.get(page))
    assert own_actor(cast, "lin").name not in text(own.get(reverse("given:list")))
