"""What the shell around every page needs to know. Nothing here is worked out before a template asks for it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from xinqiao.core.access import ANYONE, Actor
from xinqiao.core.access.gate import may_open
from xinqiao.core.clock import now
from xinqiao.register.accounts.selectors import is_vault_open
from xinqiao.register.people.models import POST_LABELS
from xinqiao.register.recovery.selectors import Band, band
from xinqiao.web.kept import Kept, take_back, waits
from xinqiao.web.navigation import Line, lines_for, tabs_for
from xinqiao.web.pages.browser import KEYS_COOKIE


class Shell:
    """Who is here, what they may open, and when the screen locks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def actor(self) -> Actor:
        """Whoever has signed in; nobody before the gate has looked."""
        found: Actor = getattr(self._request, "actor", ANYONE)
        return found

    @cached_property
    def lines(self) -> list[Line]:
        """The menu."""
        return lines_for(self.actor, self._request)

    @cached_property
    def tabs(self) -> list[Line]:
        """The tabs of the own door."""
        return tabs_for(self.actor, self._request)

    @cached_property
    def posts(self) -> str:
        """The posts held today, in words."""
        said = {str(POST_LABELS[held.post]) for held in self.actor.posts if held.post in POST_LABELS}
        return gettext("，").join(sorted(said))

    @property
    def may_receive(self) -> bool:
        """Whether this person takes walk-ins."""
        return may_open(self.actor, "scheduling:walk-in")

    @property
    def may_answer(self) -> bool:
        """Whether a call for help rings at this person's desk."""
        return may_open(self.actor, "crisis:ringing")

    @property
    def may_write(self) -> bool:
        """Whether this person writes records."""
        return may_open(self.actor, "cases:visit")

    @cached_property
    def vault(self) -> str:
        """Whether the vault is open in this browser or locked; empty for whoever has none. It asks the database nothing."""
        if is_vault_open(self._request):
            return "open"
        return "locked" if may_open(self.actor, "accounts:vault") else ""

    @property
    def may_ask_for_keys(self) -> bool:
        """Whether this person may have lost keys that the envelope gives back."""
        return may_open(self.actor, "recovery:ask")

    @property
    def lock_after(self) -> int:
        """Idle seconds after which the page locks itself; the server counts for itself."""
        minutes: int = settings.XINQIAO_IDLE_MINUTES
        return minutes * 60

    @property
    def other_language(self) -> str:
        """The language the switch leads to."""
        return "zh-hans" if (get_language() or "").startswith("en") else "en"

    @cached_property
    def kept(self) -> Kept | None:
        """What was half written on this page before the screen locked; handed out once."""
        return take_back(self._request)

    @cached_property
    def band(self) -> Band | None:
        """What is lacking against a lost passphrase or a lost machine, until it is there."""
        return band(self.actor, now())

    @property
    def kept_waits(self) -> bool:
        """Whether something half written is given back here once the vault is open."""
        return waits(self._request)

    @property
    def keys(self) -> str:
        """Whether single letters are keys in this browser: on or off."""
        return "off" if self._request.COOKIES.get(KEYS_COOKIE) == "off" else "on"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
