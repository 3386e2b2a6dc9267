"""Five people at the own door, each from the slip in the hand to the page that has been closed.

A girl of nine on a school computer, a boy of thirteen on a phone, a guardian, a
carer to whom the parents left a child, and a pupil who turns eighteen. What the
shared computer keeps afterwards is looked through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Literal
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.attacks.scene import open_the_room
from tests.cast import NOW
from tests.families import Families, make_families
from tests.site import Site, faults
from xinqiao.core.clock import freeze, now, today
from xinqiao.office.disclosures.models import ConsentBasis, Receiver, To
from xinqiao.office.disclosures.selectors import Wanted, preview
from xinqiao.office.disclosures.services import disclose
from xinqiao.practice.cases.services import Beginning, open_case
from xinqiao.practice.cases.tests.builders import ready
from xinqiao.practice.crisis.models import HelpCall
from xinqiao.practice.crisis.services import take_call
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.scheduling.models import Appointment
from xinqiao.practice.scheduling.services import plan_duty
from xinqiao.register.consents.models import Consent, Purpose
from xinqiao.register.consents.selectors import Giver
from xinqiao.register.consents.services import ask_on_screen, record_paper_consent
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal.models import PersonalAccount
from xinqiao.register.personal.services import give_code, make_one_slip, set_door_rules

pytestmark = pytest.mark.browser
PIN, WORDS = "402917", "海棠 窗外 第三排 下雨"
SUPPORT = {"agreed": "晚上十点半以后不谈成绩。", "home": "睡前把手机放在客厅。"}


@dataclass
class House:
    """The program, the families, and the browser in which one of them sits."""

    site: Site
    families: Families
    page: Page

    def go(self, name: str, *arguments: object) -> None:
        """Type an address of the program."""
        self.page.goto(self.site.url + reverse(name, args=arguments))

    def come_in(self, name: str, words: str) -> None:
        """With a slip in the hand: sign-in name and code, then words of one's own."""
        child = name in self.families.children
        people = self.families.children if child else self.families.adults
        kind = ClientKind.STUDENT if child else ClientKind.GUARDIAN
        made = make_one_slip(actor=self.site.cast.actor("shen"), kind=kind, person=people[name].pk, at=now())
        (slip,) = made.slips
        self.go("pages:me")
        self.sign_in(slip.sign_in, slip.code)
        self.page.get_by_label("新密码").fill(words)
        self.page.get_by_label("再写一遍").fill(words)
        self.page.get_by_role("button", name="就用这个").click()
        expect(self.page.locator(".xq-tabs")).to_be_visible()

    def sign_in(self, sign_in: str, words: str) -> None:
        """The two fields of the way in."""
        self.page.get_by_label("登录名").fill(sign_in)
        self.page.get_by_label("密码，或纸条上的码").fill(words)
        self.page.get_by_role("button", name="进去").click()

    def become_known(self, name: str) -> None:
        """The counsellor gives a code from hand to hand, and it is typed in."""
        code = give_code(actor=self.site.cast.actor("shen"), client=self.families.numbers[name], at=now()).code
        self.go("pages:me")
        self.tap("link", "输入老师给的码")
        self.page.locator("input[name=code]").fill(code)
        self.page.get_by_role("button", name="好了").click()
        expect(self.page.get_by_text("以前的也看得到了")).to_be_visible()

    def tap(self, role: Literal["link", "button"], name: str) -> None:
        """Tap, and wait for the page that comes in place of this one."""
        before = self.page.locator("h1").inner_text()
        self.page.get_by_role(role, name=name).first.click()
        expect(self.page.locator("h1")).not_to_have_text(before)

    def leave(self) -> None:
        """By the button that is always there."""
        self.page.get_by_role("link", name="马上离开").click()
        expect(self.page.get_by_text("这一页已经关上了")).to_be_visible()


@pytest.fixture
def house(site: Site, page: Page) -> Iterator[House]:
    """A Thursday afternoon: the room is open, Shen is on duty, pupils from eight on have accounts."""
    with freeze(NOW):
        director = site.cast.actor("xu")
        open_the_room(site.cast, since=today())
        set_door_rules(actor=director, lowest_age=8, guardians=True, networks="", address="", at=now())
        _shen_has_duty(site)
        yield House(site, make_families(site.cast), page)


def _shen_has_duty(site: Site) -> None:
    plan_duty(
        actor=site.cast.actor("xu"),
        staff=site.cast.staff["shen"].pk,
        weekdays=[0, 1, 2, 3, 4],
        starts=time(8),
        ends=time(18),
        valid_from=today(),
        valid_to=today() + timedelta(days=30),
        at=now(),
    )


def nothing_is_kept(page: Page) -> list[str]:
    """What a browser still has of a visit: names of cookies, entries of storage, caches."""
    found: list[str] = page.evaluate(
        """async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches?.keys() ?? []]"""
    )
    return [*(one["name"] for one in page.context.cookies()), *found]


def taps_to_book(page: Page) -> int:
    """From the first page to an appointment, by taps alone."""
    taps = 0
    for tap in (
        page.locator(".xq-doorway", has_text="约个时间"),
        page.get_by_role("button", name="就这样，约好"),
    ):
        tap.click()
        taps += 1
    expect(page.get_by_role("heading", name="约好了")).to_be_visible()
    return taps


def test_a_girl_of_nine_on_a_school_computer(house: House) -> None:
    page = house.page
    house.go("personal:leave")
    lines = page.evaluate("history.length")
    house.come_in("xiaohe", PIN)
    assert faults(page, "five-girl-home") == []
    house.tap("link", "看看是哪几种")
    assert faults(page, "five-girl-told") == []
    house.tap("link", "首页")

    assert taps_to_book(page) <= 4
    assert faults(page, "five-girl-booked") == []
    booked = Appointment.objects.get()
    assert booked.client_id == house.families.numbers["xiaohe"]

    house.leave()
    assert nothing_is_kept(page) == []
    assert page.evaluate("history.length") == lines + 1, "a whole visit is one line of the history"
    page.go_back()
    assert "田小禾" not in page.content()
    page.go_forward()
    assert "田小禾" not in page.content()
    assert page.title() == "校园服务"


def test_a_boy_of_thirteen_on_a_phone_calls_is_heard_and_asks_for_his_copy(house: House) -> None:
    page, number = house.page, house.families.numbers["yuhang"]
    house.come_in("yuhang", PIN)
    taps_to_book(page)
    house.tap("link", "首页")
    house.tap("link", "让老师马上来")
    page.get_by_label("你在哪里").fill("三楼东边的楼梯")
    house.tap("button", "让老师马上来")
    assert faults(page, "five-boy-called") == []
    call = HelpCall.objects.get()
    assert call.client_id == number
    take_call(actor=house.site.cast.actor("shen"), call=call.pk, at=now())
    page.reload()
    house.go("help:now")
    expect(page.get_by_text("正在过来").or_(page.get_by_text("来了")).first).to_be_visible()

    house.go("pages:me")
    house.become_known("yuhang")
    house.go("rights:list")
    assert faults(page, "five-boy-rights") == []
    house.tap("link", "要一份我的资料")
    assert faults(page, "five-boy-asks") == []
    for one in page.locator("main form .xq-choice").all()[:1]:
        one.click()
    page.locator("main form textarea").fill("想看看写了我什么。")
    page.get_by_role("button", name="就这样提").click()
    expect(page.get_by_role("button", name="就这样提")).to_have_count(0)
    assert faults(page, "five-boy-asked") == []
    assert RightsRequest.objects.get().client_id == number
    house.go("reads:list")
    assert faults(page, "five-boy-reads") == []
    house.leave()
    house.go("pages:me")
    expect(page.get_by_role("heading", name="请登录")).to_be_visible()


def _asked(house: House, name: str, purpose: Purpose, guardian: UUID | None = None) -> UUID:
    made = ask_on_screen(
        actor=house.site.cast.actor("shen"),
        client=house.families.numbers[name],
        purpose=purpose,
        guardian=guardian,
        note="",
        valid_until=None,
        token=uuid4(),
        at=now(),
    )
    return made.pk


def test_a_guardian_agrees_for_the_child_and_is_told_nothing_of_its_times(house: House) -> None:
    page, families = house.page, house.families
    _asked(house, "xiaohe", Purpose.COUNSELLING, families.adults["he_mother"].pk)
    house.come_in("he_mother", WORDS)
    expect(page.get_by_text("有一份说明等你看")).to_have_count(0)
    _books(house, "he_mother")
    house.become_known("he_mother")
    house.go("pages:me")
    house.tap("link", "看一看，再决定")
    assert faults(page, "five-guardian-decides") == []
    page.get_by_label("也可以在这里写名字").fill("周岚")
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.get_by_role("heading", name="好，记下了：同意")).to_be_visible()
    given = Consent.objects.get()
    assert (given.given_by, given.client_id) == (Giver.GUARDIAN, families.numbers["xiaohe"])

    for name in ("pages:me", "times:mine", "given:list", "messages:list", "pages:mine"):
        house.go(name)
        expect(page.locator("h1")).to_be_visible()
    house.leave()
    assert nothing_is_kept(page) == []


def _books(house: House, name: str) -> None:
    """An appointment of one's own with Shen, by which she knows whom she meets."""
    taps_to_book(house.page)
    booked = Appointment.objects.get(client=house.families.numbers[name])
    if booked.counsellor_id != house.site.cast.staff["shen"].pk:
        booked.counsellor_id = house.site.cast.staff["shen"].pk
        booked.save(update_fields=["counsellor"])


def test_a_carer_to_whom_a_child_was_left_has_a_door_and_nothing_of_the_child(house: House) -> None:
    page = house.page
    house.come_in("hang_aunt", WORDS)
    assert faults(page, "five-carer-home") == []
    assert "江宇航" not in page.content()
    taps_to_book(page)
    assert Appointment.objects.get().client_id == house.families.numbers["hang_aunt"]
    house.leave()
    assert nothing_is_kept(page) == []


def test_at_eighteen_the_guardians_view_ends_by_itself(house: House) -> None:
    page, families = house.page, house.families
    child, mother = families.numbers["zimo"], families.numbers["mo_mother"]
    house.come_in("mo_mother", WORDS)
    _books(house, "mo_mother")
    house.become_known("mo_mother")
    _serves(house, child)
    _given_to(house, child, mother)
    house.go("given:list")
    expect(page.get_by_text("支持约定")).to_be_visible()
    assert faults(page, "five-eighteen-before") == []

    with freeze(NOW + timedelta(days=6)):
        house.leave()
        house.go("pages:me")
        account = _sign_in_name(families.adults["mo_mother"].pk)
        house.sign_in(account, WORDS)
        expect(page.locator(".xq-tabs")).to_be_visible()
        house.go("given:list")
        expect(page.locator("h1")).to_be_visible()
        expect(page.get_by_text("支持约定")).to_have_count(0)
        assert faults(page, "five-eighteen-after") == []


def _sign_in_name(person: UUID) -> str:
    return PersonalAccount.objects.get(person=person).sign_in


def _serves(house: House, client: UUID) -> None:
    """Shen has a case with the child: consent stands, and Shen's papers are in order."""
    ready(house.site.cast, "shen")
    for giver in (Giver.CLIENT, Giver.GUARDIAN):
        _on_paper(house, client, Purpose.COUNSELLING, giver)
    open_case(actor=house.site.cast.actor("shen"), client=client, beginning=Beginning(), token=uuid4(), at=now())


def _on_paper(house: House, client: UUID, purpose: Purpose, giver: Giver) -> None:
    record_paper_consent(
        actor=house.site.cast.actor("shen"),
        client=client,
        purpose=purpose,
        given_by=giver,
        signed_on=today(),
        valid_until=None,
        token=uuid4(),
        at=now(),
        detail={"name": "程敏", "relation": "母亲"} if giver is Giver.GUARDIAN else None,
    )


def _given_to(house: House, child: UUID, guardian: UUID) -> None:
    """A support agreement for the guardian, with the child's own leave."""
    actor = house.site.cast.actor("shen")
    _on_paper(house, child, Purpose.TELL_GUARDIAN, Giver.CLIENT)
    basis = ConsentBasis(Purpose.TELL_GUARDIAN, "当面说的，他知道妈妈会看到这几句。")
    wanted, token = Wanted("support", Receiver(To.GUARDIAN, guardian), SUPPORT, basis), uuid4()
    shown = preview(actor, child, wanted, token, today())
    disclose(
        actor=actor,
        client=child,
        kind=wanted.kind,
        receiver=wanted.receiver,
        content=wanted.content,
        basis=basis,
        token=token,
        previewed=shown.digest,
        at=now(),
    )
