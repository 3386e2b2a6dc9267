"""Whoever holds every slip of a class learns nothing: the account of a client who has everything looks like a stranger's.

A class teacher hands the slips out, and may use them first. Each page of the own
door is asked by the account of Lin, who has a case, appointments, consents and
more, and by that of a classmate who has never come; both were begun with a slip
alone. But for the name the answers are the same to the letter.
"""

import re

import pytest
from django.test import Client as Browser

from tests.access.test_every_address import ADDRESSES, address_of, ask
from tests.access.world import World
from tests.own_door import account_of, own_browser, session_of
from xinqiao.core.access.gate import gate_of
from xinqiao.register.people.models import ClientKind, Guardian
from xinqiao.register.people.services import number_people, prepare_numbers

OWN = [name for name, pattern in ADDRESSES.items() if gate_of(pattern).door == "me"]  # type: ignore[union-attr]
PAGES = [name for name in OWN if "GET" in gate_of(ADDRESSES[name]).methods]  # type: ignore[union-attr]
TOKEN = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f-]{27}")


def told(browser: Browser, address: str, *names: str) -> tuple[int, str, str]:
    """An answer without the person's own name, random numbers and tokens."""
    answer = ask(browser, address, "GET")
    text = answer.content.decode(errors="replace") if not answer.streaming else ""
    for name in (part for whole in names for part in (whole, whole[1:], whole[2:]) if part):
        text = text.replace(name, "某某")
    return answer.status_code, answer.headers.get("Location", ""), re.sub(r"编号.{0,80}", "", TOKEN.sub("", text))


@pytest.mark.parametrize("name", PAGES)
def test_a_clients_account_looks_like_a_strangers(world: World, name: str) -> None:
    address, cast = address_of(world, name), world.cast

    seen, strangers = (
        told(own_browser(cast, who, known=False), address, cast.students[who].name) for who in ("lin", "rare")
    )

    assert seen == strangers


@pytest.mark.parametrize("name", PAGES)
def test_a_guardians_account_does_so_too(world: World, name: str) -> None:
    cast = world.cast
    other = Guardian.objects.create(student=cast.students["rare"], name="李女士", relation="mother", phones=[])
    prepare_numbers(1)
    number_people([(ClientKind.GUARDIAN, other.pk)])
    browser = Browser()
    browser.cookies.load(session_of(account_of(ClientKind.GUARDIAN, other.pk, known=False)))
    address = address_of(world, name)

    seen = told(own_browser(cast, "mother", known=False), address, "王女士", "林晚舟")
    strangers = told(browser, address, "李女士", cast.students["rare"].name)

    assert seen == strangers


def test_there_are_pages_to_look_at() -> None:
    assert len(PAGES) > 4
