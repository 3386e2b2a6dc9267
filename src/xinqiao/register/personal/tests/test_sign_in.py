"""A name and words of one's own. Who is not there, and who has not started, is told from the others by nothing."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.own_door import own_browser
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.register.accounts.hashing import PepperedArgon2
from xinqiao.register.personal import services
from xinqiao.register.personal.models import DoorRules, PersonalAccount, PersonalSession
from xinqiao.register.personal.proving import Proof
from xinqiao.register.personal.rules import IDLE_OWN, IDLE_SHARED, LASTS_AT_MOST
from xinqiao.register.personal.selectors import COOKIE_NAME
from xinqiao.register.personal.services import TooOften, WrongNameOrWords

from .builders import ADDRESS, WORDS, a_slip, account, cookie_of, half_in, is_in, knock, proof, started

LATER = NOW + timedelta(minutes=1)
WRONG = "不是 这一 句话 呀"
NUMBER = "20240301"


def body(response: HttpResponse, *names: str) -> bytes:
    """A page without what differs each time: the token against forged forms, and the name as typed."""
    page = re.sub(rb'value="[A-Za-z0-9]{64}"|"X-CSRFToken": "[A-Za-z0-9]{64}"', b"", response.content)
    for name in names:
        page = page.replace(f'value="{name}"'.encode(), b"")
    return page


def everybody_wrong(cast: Cast) -> dict[str, str]:
    """Names that must not be told apart: in use, waiting with a slip, closed, gone, and of nobody."""
    started(cast, "lin")
    a_slip(cast, "ayi")
    started(cast, "batel", words="402917")
    PersonalAccount.objects.filter(pk=account(cast, "batel").pk).update(closed=True)
    started(cast, "guli", words="402917")
    cast.students["guli"].left_on = NOW.date()
    cast.students["guli"].save()
    return {"in use": NUMBER, "waits": "20240303", "closed": "20240302", "left": "20240305", "nobody": "99999999"}


def test_name_and_words_lead_in(cast: Cast) -> None:
    started(cast)
    browser = Browser()
    with freeze(LATER):
        there = knock(browser, "enter", sign_in=" 2024-0301 ", words=f" {WORDS} ")

        assert there.url == reverse("pages:me")
        assert is_in(browser)


def test_wrong_names_and_wrong_words_give_the_same_bytes(cast: Cast) -> None:
    names = everybody_wrong(cast)
    pages = {}
    with freeze(LATER):
        for who, name in names.items():
            page = knock(Browser(), "enter", sign_in=name, words=WRONG)
            assert page.status_code == 422
            pages[who] = body(page, name)

    assert len(set(pages.values())) == 1


def test_wrong_names_and_wrong_words_cost_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    names = everybody_wrong(cast)
    runs: list[object] = []
    stretched = PepperedArgon2.stretched
    monkeypatch.setattr(
        PepperedArgon2,
        "stretched",
        lambda self, words, salt, cost: runs.append((self.algorithm, cost)) or stretched(self, words, salt, cost),
    )

    def tried(name: str) -> tuple[list[object], list[str]]:
        runs.clear()
        with CaptureQueriesContext(connection) as asked, pytest.raises(WrongNameOrWords):
            proof(name, WRONG, LATER)
        return list(runs), [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\s*-?\d+", "?", query["sql"])[:60] for query in asked]

    tried("warms up")
    costs = {who: tried(name) for who, name in names.items()}

    assert len(costs["nobody"][0]) == 1
    assert {who: cost for who, cost in costs.items() if cost != costs["nobody"]} == {}, costs["nobody"]


def test_tries_close_the_door_of_a_name_that_is_not_there_as_well(cast: Cast) -> None:
    started(cast)
    said = []
    for name in (NUMBER, "99999999"):
        for _ in range(10):
            with pytest.raises(WrongNameOrWords):
                proof(name, WRONG, LATER)
        with pytest.raises(TooOften) as closed:
            proof(name, WORDS, LATER)
        said.append(str(closed.value))

    assert said[0] == said[1]


def test_who_tried_too_often_is_let_in_by_a_new_slip_at_once(cast: Cast) -> None:
    started(cast)
    for _ in range(10):
        with pytest.raises(WrongNameOrWords):
            proof(NUMBER, WRONG, LATER)

    assert proof(NUMBER, a_slip(cast, at=LATER).code, LATER).by_slip


def test_a_class_that_mistypes_behind_one_address_comes_in(cast: Cast) -> None:
    started(cast)
    for place in range(60):
        with pytest.raises(WrongNameOrWords):
            proof(f"8{place:04d}", WRONG, LATER)

    assert proof(NUMBER, WORDS, LATER)


def test_guessing_at_the_own_door_leaves_the_staff_theirs(cast: Cast) -> None:
    for place in range(100):
        with pytest.raises(WrongNameOrWords):
            proof(f"8{place:04d}", WRONG, LATER)

    with pytest.raises(TooOften):
        proof("80200", WRONG, LATER)
    page = Browser().post(reverse("accounts:sign-in"), {"sign_in": "x", "passphrase": WRONG}, REMOTE_ADDR=ADDRESS)
    assert page.status_code == 422


def test_no_entry_and_no_trace_on_the_account(cast: Cast) -> None:
    started(cast)
    before = PersonalAccount.objects.extra(select={"stamp": "xmin::text || xmax::text || ctid::text"})
    stamps, entries = list(before.values_list("pk", "stamp")), Entry.objects.count()
    browser = Browser()
    with freeze(LATER):
        knock(browser, "enter", sign_in=NUMBER, words=WORDS)
        assert is_in(browser)
        browser.get(reverse("personal:leave"))

    assert list(before.all().values_list("pk", "stamp")) == stamps
    assert Entry.objects.count() == entries
    assert not PersonalSession.objects.filter(shared=True, seen_at=LATER).exists()


def test_the_cookie_ends_with_the_browser(cast: Cast) -> None:
    started(cast)
    browser = Browser()
    with freeze(LATER):
        knock(browser, "enter", sign_in=NUMBER, words=WORDS)

    cookie = browser.cookies[COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"], cookie["samesite"], cookie["path"]) == ("", "", "Strict", "/")
    assert cookie["httponly"] is True


@pytest.mark.parametrize(
    ("address", "ticked", "shared"),
    [
        ("192.168.3.7", False, True),
        ("192.168.3.7", True, True),
        ("::ffff:10.1.1.1", True, True),
        ("58.30.2.9", False, True),
        ("58.30.2.9", True, False),
        ("", True, True),
    ],
)
def test_computers_at_school_are_shared_whatever_is_ticked(
    cast: Cast, address: str, ticked: bool, shared: bool
) -> None:
    started(cast)
    browser, said = Browser(), {"is_own": "on"} if ticked else {}
    with freeze(LATER):
        knock(browser, "enter", address=address, sign_in=NUMBER, words=WORDS, **said)

    assert PersonalSession.objects.latest("seen_at").shared is shared


def test_the_choice_is_offered_only_elsewhere(cast: Cast) -> None:
    assert "is_own" not in Browser().get(reverse("personal:enter"), REMOTE_ADDR=ADDRESS).content.decode()
    assert "is_own" in Browser().get(reverse("personal:enter"), REMOTE_ADDR="58.30.2.9").content.decode()


def test_a_school_says_which_networks_are_its_own(cast: Cast) -> None:
    DoorRules.objects.create(networks=["58.30.0.0/16"])

    assert "is_own" not in Browser().get(reverse("personal:enter"), REMOTE_ADDR="58.30.2.9").content.decode()
    assert "is_own" in Browser().get(reverse("personal:enter"), REMOTE_ADDR=ADDRESS).content.decode()


@pytest.mark.parametrize(("shared", "idle"), [(True, IDLE_SHARED), (False, IDLE_OWN)])
def test_a_session_ends_when_it_is_quiet(cast: Cast, shared: bool, idle: timedelta) -> None:
    started(cast)
    opened, browser = services.come_in(proof=proof(NUMBER, WORDS), shared=shared, at=NOW), Browser()
    browser.cookies[COOKIE_NAME] = opened.cookie

    with freeze(NOW + idle - timedelta(seconds=1)):
        assert is_in(browser)
    with freeze(NOW + idle * 2):
        assert not is_in(browser)


def test_no_session_lasts_longer_than_three_hours(cast: Cast) -> None:
    started(cast)
    opened, browser = services.come_in(proof=proof(NUMBER, WORDS), shared=True, at=NOW), Browser()
    browser.cookies[COOKIE_NAME] = opened.cookie
    for minutes in range(5, int(LASTS_AT_MOST.total_seconds()) // 60, 5):
        with freeze(NOW + timedelta(minutes=minutes)):
            assert is_in(browser)

    with freeze(NOW + LASTS_AT_MOST):
        assert not is_in(browser)


def test_the_sixth_session_ends_the_oldest(cast: Cast) -> None:
    started(cast)
    for minute in range(6):
        at = NOW + timedelta(minutes=minute)
        services.come_in(proof=proof(NUMBER, WORDS, at), shared=True, at=at)

    assert PersonalSession.objects.count() == 5


def test_a_proof_is_worth_nothing_once_the_words_have_changed(cast: Cast) -> None:
    started(cast)
    old = proof(NUMBER, WORDS)
    services.begin(session=half_in(a_slip(cast)).session.pk, words="另外 一句 说给 自己", at=NOW)

    with pytest.raises(WrongNameOrWords):
        services.come_in(proof=old, shared=True, at=NOW)


def test_a_proof_cannot_be_made_by_hand(cast: Cast) -> None:
    with pytest.raises(TypeError, match="proving"):
        Proof(cast.students["lin"].pk, False, "x")


def test_the_words_typed_are_not_in_the_answer(cast: Cast) -> None:
    page = knock(Browser(), "enter", sign_in="x", words="绝不能回显的一句话")

    assert "绝不能回显的一句话" not in page.content.decode()


def test_odd_input_is_a_wrong_name_and_nothing_else(cast: Cast) -> None:
    names = ["", "x" * 5000, "\x00", "沈\u202e知", "a' OR 1=1 --", "𠮷" * 40]
    for name, words in product(names, ["", "\x00\x00", "口" * 10_000, "\ud800"]):
        data = f"sign_in={name}&words={words}".encode("utf-8", "surrogatepass")
        page = Browser().post(reverse("personal:enter"), data, content_type="application/x-www-form-urlencoded")

        assert page.status_code in {422, 400}


def test_a_forged_form_signs_nobody_in(cast: Cast) -> None:
    started(cast)
    browser = Browser(enforce_csrf_checks=True)

    assert knock(browser, "enter", sign_in=NUMBER, words=WORDS).status_code == 403
    assert not cookie_of(browser)


def test_nothing_is_offered_to_be_remembered(cast: Cast) -> None:
    page = Browser().get(reverse("personal:enter")).content.decode()

    assert re.findall(r'autocomplete="([^"]*)"', page) == ["off", "off", "one-time-code"]


def test_members_of_staff_are_nobody_at_the_own_doors_sign_in(cast: Cast) -> None:
    assert browser_of(cast, "shen").get(reverse("personal:enter")).status_code == 200
    assert own_browser(cast, "lin").get(reverse("personal:enter")).headers["Location"] == reverse("pages:me")
