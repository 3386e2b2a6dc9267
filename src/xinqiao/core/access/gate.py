"""The gate: every address says what it requires, or it is not there.

An area's `urls.py` registers each address with `gate(...)`. The middleware asks
the rule before the view runs. An address without a gate stops the start.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.exceptions import NoReverseMatch

from xinqiao.core.access.actor import Actor
from xinqiao.core.access.asking import Rule

View = Callable[..., HttpResponseBase]
Door = Literal["desk", "me", "tell", "box", "partner", "inspect"]
UNGATED_PREFIXES = ("static/",)


class DeskRequest(HttpRequest):
    """A request whose actor the gate has set, at whichever door. `on_problem` names the page that shows a problem with its form."""

    actor: Actor
    on_problem: tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Gate:
    """What an address requires: a rule over the actor alone, and the methods it answers.

    `locked_too` marks the few pages that answer while the screen is locked;
    `before_second_step` those of a sign-in that is only half done; `unattended`
    what a page asks for by itself, which is no sign of life of whoever sits there.
    """

    name: str
    may: Rule
    methods: tuple[str, ...]
    door: Door
    locked_too: bool = False
    before_second_step: bool = False
    unattended: bool = False


def anyone(actor: Actor) -> bool:
    """Open to everybody, signed in or not."""
    return True


def signed_in(actor: Actor) -> bool:
    """Open to every member of staff who has signed in."""
    return actor.is_signed_in and not actor.is_client


def by_own_door(actor: Actor) -> bool:
    """Open to every pupil and guardian who has signed in at the door of their own."""
    return actor.is_client


def gate(
    route: str,
    view: View,
    *,
    name: str,
    may: Rule,
    methods: Sequence[str] = ("GET",),
    door: Door = "desk",
    locked_too: bool = False,
    before_second_step: bool = False,
    unattended: bool = False,
) -> URLPattern:
    """A URL pattern that carries what it requires."""
    allowed = tuple(methods) + (("HEAD",) if "GET" in methods else ())
    pattern = path(route, view, name=name)
    pattern.gate = Gate(name, may, allowed, door, locked_too, before_second_step, unattended)  # type: ignore[attr-defined]
    return pattern


def patterns(
    resolver: URLResolver | None = None, space: str = "", route: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Every address of the program as (route, `namespace:name`, pattern)."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, inner, here)
        else:
            yield here, space + (entry.name or ""), entry


def gate_of(pattern: URLPattern) -> Gate | None:
    """The gate of a pattern, if it has one."""
    return getattr(pattern, "gate", None)


def gate_named(full_name: str) -> Gate | None:
    """The gate of `namespace:name`; None means there is no such address, and None means no."""
    return _gates().get(full_name)


def may_open(actor: Actor, full_name: str) -> bool:
    """Whether this actor may knock at an address at all; used by menus."""
    found = gate_named(full_name)
    return found is not None and found.may(actor) is True


_known: dict[str, Gate] = {}


def _gates() -> dict[str, Gate]:
    if not _known:
        for _, name, pattern in patterns():
            found = gate_of(pattern)
            if found is not None:
                _known[name] = found
        if not _known:
            raise NoReverseMatch("no gated address")
    return _known


def check_every_url_is_gated(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Start-up check: an address without a gate is an error, not a warning."""
    return [
        Error(f"The address '{route}' is not gated: register it with gate().", id="xinqiao.E001")
        for route, _, pattern in patterns()
        if gate_of(pattern) is None and not route.startswith(UNGATED_PREFIXES)
    ]
