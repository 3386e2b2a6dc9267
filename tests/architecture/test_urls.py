"""Every address says what it requires, or the program does not start."""

from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from tests.architecture.house import AREAS
from xinqiao.core.access import ANYONE, Actor
from xinqiao.core.access.gate import anyone, check_every_url_is_gated, gate_named, may_open, patterns

OPEN_TO_ANYONE = {
    "pages:door",
    "pages:language",
    "pages:room",
    "accounts:sign-in",
    "accounts:start",
    "accounts:sign-out",
    "accounts:lock",
    "accounts:unlock",
    "feeds:feed",
    "personal:enter",
    "personal:begin",
    "personal:leave",
    "help:now",
    "help:status",
}
urlpatterns = [path("open/", lambda request: HttpResponse("x"), name="open")]


def test_every_address_is_gated() -> None:
    assert check_every_url_is_gated(None) == []
    assert len(list(patterns())) > len(AREAS) * 4


@override_settings(ROOT_URLCONF="tests.architecture.test_urls")
def test_an_ungated_address_stops_the_start() -> None:
    assert [error.id for error in check_every_url_is_gated(None)] == ["xinqiao.E001"]


def test_unknown_means_no() -> None:
    assert gate_named("scheduling:no-such-address") is None
    assert not may_open(ANYONE, "scheduling:no-such-address")


def test_nobody_signed_in_opens_only_the_ways_in() -> None:
    open_ones = {name for _, name, pattern in patterns() if pattern.gate.may(ANYONE)}  # type: ignore[attr-defined]
    assert open_ones - OPEN_TO_ANYONE - {name for name in open_ones if name.startswith("accounts:")} == set()


def test_a_rule_answers_true_or_false_for_a_person_without_posts() -> None:
    nobody = Actor(pk=None)
    answers = {name: pattern.gate.may(nobody) for _, name, pattern in patterns()}  # type: ignore[attr-defined]
    assert {name: answer for name, answer in answers.items() if answer not in (True, False)} == {}
    assert anyone(nobody)
