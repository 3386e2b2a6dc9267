"""Who stands at the own door, and that it is never the door of the desk."""

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.doors import browser_of
from tests.families import make_families
from tests.own_door import own_actor, own_browser
from xinqiao.core.access import ANYONE, Post
from xinqiao.core.access.gate import gate_of, patterns

DESK = {name: gate for _, name, pattern in patterns() if (gate := gate_of(pattern)) and gate.door == "desk"}


def test_a_pupil_comes_in_under_the_client_number(cast: Cast) -> None:
    answer = own_browser(cast, "lin").get(reverse("pages:me"))

    assert answer.status_code == 200
    assert answer.wsgi_request.actor.pk == cast.number("lin")
    assert "晚舟" in answer.content.decode()


def test_a_stranger_is_sent_to_the_way_in(cast: Cast) -> None:
    answer = own_browser(cast, None).get(reverse("pages:me"))

    assert answer.headers["Location"].startswith(reverse("personal:enter"))


def test_a_counsellors_session_is_nobody_at_the_own_door(cast: Cast) -> None:
    answer = browser_of(cast, "shen").get(reverse("pages:me"))

    assert answer.headers["Location"].startswith(reverse("personal:enter"))


def test_a_pupils_session_is_nobody_at_the_desk(cast: Cast) -> None:
    answer = own_browser(cast, "lin").get(reverse("pages:today"))

    assert answer.headers["Location"].startswith(reverse("accounts:sign-in"))


def test_no_rule_of_the_desk_lets_a_pupil_or_a_guardian_in(cast: Cast) -> None:
    """Were the doors ever mixed up, the rules would still say no, but where they say yes to anybody."""
    people = [own_actor(cast, "lin"), own_actor(cast, "mother")]

    wrong = [name for name, gate in DESK.items() for one in people if gate.may(one) != gate.may(ANYONE)]

    assert wrong == []


@pytest.mark.parametrize(
    ("adult", "child"),
    [("he_mother", "xiaohe"), ("hang_father", "yuhang"), ("an_grandmother", "anan")],
)
def test_a_guardian_stands_for_the_child(cast: Cast, adult: str, child: str) -> None:
    families = make_families(cast)

    assert own_actor(families, adult).scopes(Post.GUARDIAN) == {families.numbers[child]}


@pytest.mark.parametrize("adult", ["he_father", "an_stepfather"])
def test_who_is_barred_stands_for_nobody(cast: Cast, adult: str) -> None:
    assert own_actor(make_families(cast), adult).scopes(Post.GUARDIAN) == frozenset()


@pytest.mark.parametrize("path", ["/me/no-such-page/", "/help/no-such-page/"])
def test_what_is_not_there_leads_back_to_the_own_door(cast: Cast, path: str) -> None:
    """And says nothing of work, rules or desks."""
    for browser in (own_browser(cast, "lin"), own_browser(cast, None)):
        page = browser.get(path)
        text = page.content.decode()
        assert page.status_code == 404
        assert 'href="/me/"' in text
        assert 'href="/"' not in text
        assert "工作" not in text


def test_the_token_against_forged_forms_ends_with_the_browser(cast: Cast) -> None:
    cookie = own_browser(cast, None).get(reverse("personal:enter")).cookies["xq-csrf"]

    assert (cookie["max-age"], cookie["expires"]) == ("", "")
