"""Nothing that leaves the program, and nothing that a bystander sees of it, tells that a named student is a client.

Each way out is one function that gives what comes out of it, by name; a new way out is one more
of them. `OPENLY` are the ways that name the service, as a notice on its door must: they name no
client. All others name neither the service nor what it is for.
"""

# ruff: noqa: F811 (fixtures that are imported and then asked for by name)

import logging
import re
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from io import BytesIO
from typing import TypeAlias

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from tests.access.conftest import standing_world, world  # noqa: F401
from tests.access.test_every_address import ADDRESSES, address_of, browser_at
from tests.access.world import OWN_PEOPLE, World
from tests.doors import browser_of
from tests.own_door import own_actor, own_browser
from xinqiao.core.access.gate import gate_of
from xinqiao.core.clock import now
from xinqiao.office.messages import examples, rules, sending
from xinqiao.office.messages.models import Delivery, Message
from xinqiao.office.messages.neutral import TELLING, tells
from xinqiao.office.messages.selectors import EMAIL, SMS
from xinqiao.office.messages.services import choose_way, deliver_due
from xinqiao.practice.scheduling.selectors import calendar_at
from xinqiao.practice.scheduling.services import make_feed
from xinqiao.web.logs import Terse

Said: TypeAlias = Iterator[tuple[str, str]]
WayOut: TypeAlias = Callable[[World], Said]
LANGUAGES = ("zh-hans", "en")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
NAMES = re.compile(r'(?:href|src|action)="([^"]*)"')
EVERY: list[WayOut] = []
OPENLY: list[WayOut] = []


def way_out(function: WayOut) -> WayOut:
    """One way out, on which neither the service nor its purpose may be named."""
    EVERY.append(function)
    return function


def open_way_out(function: WayOut) -> WayOut:
    """One that names the service openly, and therefore no client."""
    OPENLY.append(function)
    return function


def own_pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of the own door, to a pupil, to a guardian and to somebody off the street."""
    for name, pattern in ADDRESSES.items():
        gate = gate_of(pattern)
        if gate is None or gate.door != "me" or "GET" not in gate.methods or name == "personal:leave":
            continue
        for person in (*OWN_PEOPLE, None):
            yield f"{name} {person}", browser_at(world, gate, person).get(address_of(world, name))


def desk_pages(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every page of the desk that a counsellor or the director opens."""
    for name, pattern in ADDRESSES.items():
        gate = gate_of(pattern)
        if gate is None or gate.door != "desk" or "GET" not in gate.methods:
            continue
        for person in ("shen", "xu"):
            yield f"{name} {person}", browser_of(world.cast, person).get(address_of(world, name))


def body(answer: HttpResponse) -> str:
    """The text of a page; of a stream and a picture nothing."""
    return "" if answer.streaming else answer.content.decode(errors="replace")


@way_out
def sentences_of_messages(world: World) -> Said:
    """Every kind of message, in both languages, with a place that tells and one that does not."""
    for kind in rules.all_kinds():
        for language in LANGUAGES:
            with translation.override(language):
                facts = examples.sample_facts(kind, now())
                telling = rules.Facts(facts.when, facts.until, "心理咨询室" if facts.where else "")
                for given in (facts, telling):
                    said = rules.sentence(kind, given, with_place=True)
                    yield f"{kind.key} {language}", said
                    for way in (EMAIL, SMS):
                        yield f"{kind.key} {language} {way}", sending.body_of(way, said)


@way_out
def e_mails_that_were_sent(world: World) -> Said:
    """What the mail server is handed: every header and the body, after an appointment was booked and told of."""
    choose_way(actor=own_actor(world.cast, "lin"), way=EMAIL, address="lin@mail.example", family=False, at=now())
    for told in Message.objects.filter(client=world.cast.number("lin")):
        Delivery.objects.get_or_create(message=told, defaults={"next_try_at": now()})
    assert deliver_due(at=now()) > 0
    for number, sent in enumerate(mail.outbox):
        parsed = message_from_bytes(sent.message().as_bytes())
        for header, value in parsed.items():
            yield f"mail {number} {header}", str(make_header(decode_header(value)))
        payload = parsed.get_payload(decode=True)
        assert isinstance(payload, bytes)
        yield f"mail {number} body", payload.decode()


@way_out
def calendars(world: World) -> Said:
    """Every feed, as a program fetches it."""
    actors = {"lin": own_actor(world.cast, "lin"), "shen": world.cast.actor("shen")}
    for name, actor in actors.items():
        for language in LANGUAGES:
            with translation.override(language):
                made = make_feed(actor=actor, at=now())
            sent = calendar_at(made.token, now())
            assert sent is not None
            assert b"BEGIN:VEVENT" in sent
            yield f"calendar {name} {language}", sent.decode()


@way_out
def titles_of_the_own_door(world: World) -> Said:
    """What stands in the tab, the task bar and the history, and every address that a history or a status line shows."""
    for name, answer in own_pages(world):
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            if "<html" in body(answer):
                yield f"title {name}", TITLE.search(body(answer))[1]  # type: ignore[index]
            for address in NAMES.findall(body(answer)):
                yield f"address on {name}", address
        yield f"redirect {name}", answer.headers.get("Location", "")


@way_out
def routes_of_the_own_door(world: World) -> Said:
    """The addresses themselves, which a history keeps."""
    for name, pattern in ADDRESSES.items():
        gate = gate_of(pattern)
        if gate is not None and gate.door == "me":
            yield f"route {name}", address_of(world, name)


@way_out
def titles_of_quiet_pages(world: World) -> Said:
    """Sign-in, the locked screen, refusals and what is not there: seen by whoever walks past."""
    with_nobody = Browser()
    for address in (reverse("accounts:sign-in"), reverse("personal:enter"), "/no-such-page/", "/me/no-such-page/"):
        found = TITLE.search(body(with_nobody.get(address)))
        assert found, address
        yield f"quiet {address}", found[1]
    refused = browser_of(world.cast, "ma").get(reverse("scheduling:day"))
    assert refused.status_code == 403
    yield "quiet refusal", TITLE.search(body(refused))[1]  # type: ignore[index]


@way_out
def names_of_cookies_and_files(world: World) -> Said:
    """What a browser keeps or offers to keep."""
    for name, answer in own_pages(world):
        for cookie in answer.cookies:
            yield f"cookie {name}", cookie
        yield f"file {name}", answer.headers.get("Content-Disposition", "")


@way_out
def slips(world: World) -> Said:
    """The paper with which a pupil's account begins; the head of every paper bears the school's own name."""
    cast = world.cast
    answer = browser_of(cast, "shen").post(
        reverse("pages:print-slips", args=[cast.classes[11, 3].pk]), {"kind": "student"}
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    yield "slips", on_paper(answer).replace(cast.school.name, "")
    yield "name of the slips' file", answer.headers["Content-Disposition"]


@open_way_out
def posters(world: World) -> Said:
    """What hangs at the door: opening hours and duty."""
    for name, data in (
        ("scheduling:hours-print", {"purpose": "张贴", "copies": "1"}),
        ("scheduling:duty-print", {"purpose": "张贴", "copies": "1", "first": "2026-10-15", "last": "2026-11-11"}),
    ):
        answer = browser_of(world.cast, "xu").post(reverse(name), data)
        assert answer.headers["Content-Type"] == "application/pdf", name
        yield name, on_paper(answer)


@open_way_out
def titles_and_files_of_the_desk(world: World) -> Said:
    """The desk's own tabs and downloads: they may say what a page is, never whom it is about."""
    for name, answer in desk_pages(world):
        found = TITLE.search(body(answer)) if answer.headers.get("Content-Type", "").startswith("text/html") else None
        yield f"title {name}", found[1] if found else ""
        yield f"file {name}", answer.headers.get("Content-Disposition", "")


def on_paper(answer: HttpResponse) -> str:
    """The words on a printed sheet."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.fixture(autouse=True)
def ways_are_set_up(settings: Settings) -> None:
    settings.XINQIAO_MAIL_FROM = "service@school.example"


def clients(world: World) -> list[str]:
    """Whose coming is nobody's business, by every name they are called."""
    cast = world.cast
    return [*(student.name for student in cast.students.values()), cast.guardian.name]


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("way", EVERY, ids=lambda way: way.__name__)
def test_it_names_neither_the_service_nor_what_it_is_for(world: World, way: WayOut) -> None:
    said = list(way(world))
    assert said, "this way out gives nothing to read"
    assert {name: text for name, text in said if tells(text)} == {}


@pytest.mark.clause("APT-05")
@pytest.mark.parametrize("way", [way for way in [*EVERY, *OPENLY] if way is not slips], ids=lambda way: way.__name__)
def test_it_names_no_client(world: World, way: WayOut) -> None:
    """Slips are for every pupil, whether they come or not."""
    names = clients(world)
    assert {name: text for name, text in way(world) if any(one in text for one in names)} == {}


@pytest.mark.parametrize("text", ["明天 14:00，心理辅导室", "Your counsellor is waiting", "Xinqiao", "PSYCHOLOGY"])
def test_the_guard_sees_what_tells(text: str) -> None:
    assert tells(text)
    assert any(word in text.lower() for word in TELLING)


def test_logs_name_nobody_who_came_by_the_own_door(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A technician reads the logs: neither a name nor the secret of a calendar's address is in them."""
    token, browser = "C" * 43, own_browser(world.cast, "lin")
    with caplog.at_level(logging.DEBUG):
        for address in (reverse("pages:me"), f"/calendar/{token}.ics", "/me/no-such-page/"):
            browser.get(address)
        Browser().post(f"/calendar/{token}.ics")
    written = [Terse().format(record) for record in caplog.records if record.levelno >= logging.WARNING]
    assert [
        line for line in written if token in line or "林晚舟" in line or str(world.cast.number("lin")) in line
    ] == []


def test_a_mail_leaves_without_the_name_of_the_computer(world: World, mailoutbox: list[EmailMessage]) -> None:
    said = dict(e_mails_that_were_sent(world))
    assert {name: text for name, text in said.items() if socket.gethostname() in text} == {}
    assert any(name.endswith("Message-ID") and text.endswith("@school.example>") for name, text in said.items())
