"""Whom one may ring: restricted numbers are shown nowhere, and a guardian's own wish stands beside the number."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.doors import browser_of
from tests.families import make_families
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import Denied
from xinqiao.core.ledger.models import Entry
from xinqiao.register.people import policy
from xinqiao.register.people.models import ContactWish
from xinqiao.register.people.selectors import may_call, may_call_each
from xinqiao.register.people.services import say_how_to_reach

SAID = {"how": "text", "when": ["noon", "weekend"], "number": "13711112222", "words": "上夜班，上午不要打"}
SOURCE = Path(__file__).resolve().parents[3]
# The roster writes numbers, messages compare one with an address; a page shows them only through `may_call`.
READ_PHONES = {
    "register/people/selectors/contacts.py",
    "register/people/selectors/rosters.py",
    "register/people/services/_roster_writing.py",
    "register/people/services/clients.py",
    "register/people/roster/",
    "register/people/bench.py",
    "office/messages/selectors/ways.py",
}
pytestmark = pytest.mark.clause("HOM-01")


def test_a_guardian_who_may_be_rung_is_rung_on_the_school_s_number(cast: Cast) -> None:
    found = may_call(cast.guardian)

    assert (found.allowed, found.phones, bool(found.wish)) == (True, ("13800000000",), False)


def test_who_must_not_be_rung_has_no_number_and_the_reason(cast: Cast) -> None:
    families = make_families(cast)

    found = {
        one.guardian.name: one
        for one in may_call_each([families.adults["an_stepfather"], families.adults["an_grandmother"]])
    }

    assert (found["何强"].allowed, found["何强"].phones, found["何强"].why_not) == (False, (), "法院的保护令")
    assert found["许桂兰"].phones == ("13900000000",)


def test_the_card_shows_no_number_that_must_not_be_called(cast: Cast) -> None:
    families = make_families(cast)

    said = browser_of(cast, "shen").get(reverse("people:student", args=[families.children["anan"].pk])).content.decode()

    assert said.count("13900000000") == 1
    assert "不要联系" in said
    assert "法院的保护令" in said


def test_a_guardian_says_how_and_the_desk_reads_it_beside_the_number(cast: Cast) -> None:
    browser = own_browser(cast, "mother")

    assert browser.get(reverse("contact:wish")).status_code == 200
    assert browser.post(reverse("contact:wish"), SAID).status_code == 302

    said = browser_of(cast, "shen").get(reverse("people:student", args=[cast.students["lin"].pk])).content.decode()
    for part in ("先发短信", "中午、周末", "13711112222", "上夜班"):
        assert part in said
    again = browser.get(reverse("contact:wish")).content.decode()
    assert "13711112222" in again


def test_it_is_kept_sealed_under_the_number_alone(cast: Cast) -> None:
    say_how_to_reach(actor=own_actor(cast, "mother"), said=SAID, at=NOW)
    say_how_to_reach(actor=own_actor(cast, "mother"), said=SAID | {"words": ""}, at=NOW)

    row = ContactWish.objects.values().get()
    assert row["client_id"] == cast.number("mother")
    assert "13711112222" not in str(row)
    assert Entry.objects.filter(kind="people.contact_wish_said", about=cast.number("mother")).count() == 2


@pytest.mark.parametrize(
    ("name", "known", "may"), [("mother", True, True), ("mother", False, False), ("lin", True, False)]
)
def test_only_a_guardian_whom_a_counsellor_has_met(cast: Cast, name: str, known: bool, may: bool) -> None:
    actor = own_actor(cast, name, known=known)

    assert policy.may_say_how_to_reach(actor) is may
    assert own_browser(cast, name, known=known).get(reverse("contact:wish")).status_code == (200 if may else 403)
    if not may:
        with pytest.raises(Denied):
            say_how_to_reach(actor=actor, said=SAID, at=NOW)


@pytest.mark.parametrize(
    "wrong", [{}, {"how": "call", "number": "javascript:1"}, {"how": "owl"}, {"how": "call", "words": "x" * 81}]
)
def test_what_cannot_be_is_not_taken(cast: Cast, wrong: dict[str, str]) -> None:
    assert own_browser(cast, "mother").post(reverse("contact:wish"), wrong).status_code == 422
    assert not ContactWish.objects.exists()


def test_numbers_are_read_in_one_place() -> None:
    wrong = []
    for file in SOURCE.rglob("*.py"):
        name = file.relative_to(SOURCE).as_posix()
        if {"tests", "migrations", "node_modules"} & set(file.parts) or name.startswith((*READ_PHONES, "web/demo/")):
            continue
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        wrong += [f"{name}:{one.lineno}" for one in nodes if isinstance(one, ast.Attribute) and one.attr == "phones"]
    pages = [file.name for file in SOURCE.rglob("templates/**/*.html") if "guardian.phones" in file.read_text("utf-8")]
    assert (wrong, pages) == ([], [])
