"""Over HTTP: what there is for me, and how I am reminded."""

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.doors import browser_of
from tests.own_door import own_actor, own_browser
from xinqiao.core.ledger.models import Entry
from xinqiao.office.messages.models import Message, MessageRules, Preference
from xinqiao.office.messages.rules import all_kinds, sentence
from xinqiao.office.messages.services import tell
from xinqiao.office.messages.tests.builders import AT, FACTS, REMINDER, grant


def test_my_messages_are_new_once_and_nothing_tells_when_i_looked(cast: Cast) -> None:
    message = tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)
    browser, entries = own_browser(cast, "lin"), Entry.objects.count()

    first, second = (browser.get(reverse("messages:list")).content.decode() for _ in range(2))

    assert "10 月 16 日 周五 12:40，有一件约好的事。地点：明德楼 312。" in first
    assert ">新</b>" in first
    assert ">新</b>" not in second
    assert Message.objects.get(pk=message.pk).is_seen
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(("name", "known"), [("batel", True), ("mother", True), ("lin", False)])
def test_nobody_else_reads_them_nor_whoever_has_only_the_slip(cast: Cast, name: str, known: bool) -> None:
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, at=AT)

    assert "明德楼" not in own_browser(cast, name, known=known).get(reverse("messages:list")).content.decode()


def test_what_was_made_from_this_start_is_seen_with_the_slip(cast: Cast) -> None:
    start = own_actor(cast, "lin", known=False).start
    tell(grant=grant(), client=cast.number("lin"), kind=REMINDER.key, facts=FACTS, made_in=start, at=AT)

    assert "明德楼" in own_browser(cast, "lin", known=False).get(reverse("messages:list")).content.decode()


def test_the_page_shows_exactly_what_would_arrive_and_keeps_what_i_choose(cast: Cast, settings: Settings) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"
    browser, address = own_browser(cast, "lin"), reverse("messages:how")
    page = browser.get(address).content.decode()
    assert "邮件，标题“校园服务”" in page

    wrong = browser.post(address, {"way": "email", "address": "lin"})
    assert wrong.status_code == 422
    right = browser.post(address, {"way": "email", "address": "lin@mail.example"})
    assert right.headers["Location"] == address + "?kept=1"
    assert Preference.objects.get().choice["address"] == "lin@mail.example"
    assert "lin@mail.example" in browser.get(address).content.decode()
    assert "lin@mail.example" not in own_browser(cast, "lin", known=False).get(address).content.decode()


def test_a_phone_of_the_family_asks_before_it_is_taken(cast: Cast, settings: Settings, tmp_path: object) -> None:
    settings.XINQIAO_SMS_FOLDER = tmp_path
    browser, address, phone = own_browser(cast, "lin"), reverse("messages:how"), cast.guardian.phones[0]

    asked = browser.post(address, {"way": "sms", "address": phone})
    assert asked.status_code == 422
    assert "家里人会看到提醒" in asked.content.decode()
    assert browser.post(address, {"way": "sms", "address": phone, "family": "on"}).status_code == 302


def test_where_the_school_has_no_way_the_page_says_so(cast: Cast) -> None:
    page = own_browser(cast, "lin").get(reverse("messages:how")).content.decode()
    assert "学校还没有开通邮件和短信" in page


def test_the_director_decides_about_the_place(cast: Cast) -> None:
    browser, address = browser_of(cast, "xu"), reverse("ways:rules")
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"names_place": "on"}).status_code == 302
    assert MessageRules.objects.get().names_place
    assert browser_of(cast, "shen").get(address).status_code == 403


def test_every_kind_has_an_address_that_exists(cast: Cast) -> None:
    for kind in all_kinds():
        if kind.leads_to:
            assert reverse(kind.leads_to).startswith("/me/")
        assert sentence(kind, FACTS, with_place=False)
