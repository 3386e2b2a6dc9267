"""The program served on a loopback port, over a database of its own, for a real browser."""

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.cast import Cast
from tests.doors import cookies_of
from tests.fixtures import REPOSITORY

WIDTHS = {1280: 900, 390: 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = REPOSITORY / "var" / "screens"
# Playwright keeps an event loop in this thread; the tests themselves stay synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class Quiet(WSGIRequestHandler):
    """Nothing on the terminal for each request."""

    def log_message(self, *args: object) -> None:
        return


@dataclass
class Site:
    """A running program and the people in it."""

    url: str
    cast: Cast

    def enter(self, page: Page, name: str, *, locked: bool = False) -> None:
        """Give the browser a session of this person, both steps done and the vault open unless it is to be `locked`."""
        cookies = cookies_of(self.cast, name, locked=locked)
        page.context.add_cookies([{"name": key, "value": value, "url": self.url} for key, value in cookies.items()])


@pytest.fixture
def site(fresh_cast: Cast) -> Iterator[Site]:
    """The program over a fresh database with the cast in it."""
    server = ThreadedWSGIServer(("127.0.0.1", _free_port()), Quiet, connections_override={})
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", fresh_cast)
    server.shutdown()
    server.server_close()
    connections.close_all()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once per worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page at desk and at phone width."""
    yield from open_page(chromium, request.param)


@pytest.fixture
def desk_page(chromium: Browser) -> Iterator[Page]:
    """A page at desk width only."""
    yield from open_page(chromium, 1280)


def open_page(chromium: Browser, width: int) -> Iterator[Page]:
    """A new profile; whatever the page complains about fails the test."""
    context = chromium.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield page
    context.close()
    assert complaints == []


def shot(page: Page, name: str) -> Path:
    """Keep a screenshot for whoever looks."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    file = SCREENS / f"{name}-{page.viewport_size['width'] if page.viewport_size else 0}.png"
    page.screenshot(path=file, full_page=True)
    return file


def choose(page: Page, name: str, value: str) -> None:
    """Choose one of a list by its words, as a hand does: the round itself lies hidden beneath them."""
    page.locator(f"label:has(input[name={name}][value={value}])").click()


AXE = REPOSITORY / "src/xinqiao/web/frontend/node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}


def axe(page: Page) -> list[str]:
    """Serious and critical findings of axe on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {', '.join(node['target'][0] for node in one['nodes'][:3])}"
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


def faults(page: Page, name: str) -> list[str]:
    """What is wrong with a page once it stands: what axe finds grave, and anything wider than the screen. Keeps a picture."""
    expect(page.locator("h1")).to_be_visible()
    shot(page, name)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    return [*axe(page), *["wider than the screen"] * wide]
