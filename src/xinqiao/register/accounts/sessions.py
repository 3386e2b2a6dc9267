"""Django's session framework over our own table, where the cookie's value is only a digest.

Only somebody who has shown a passphrase or a start code has a session: nothing
is kept for visitors, so a session that a stranger prepared cannot be handed to
anybody. Whoever signs in gets a new row and a new cookie (`adopt`).
"""

from typing import Any

from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import transaction

from xinqiao.core.access import PROGRAM
from xinqiao.core.clock import now
from xinqiao.core.vault.unlocking import unlocked_in
from xinqiao.register.accounts.codes import cookie_digest
from xinqiao.register.accounts.ending import end_sessions
from xinqiao.register.accounts.models import OpenSession

COOKIE = "session"


class NobodysSession(Exception):
    """Something was to be kept for a visitor who has not signed in."""


class SessionStore(SessionBase):
    """One browser's session; `session_key` is the cookie's value and is stored nowhere."""

    _row: OpenSession | None = None

    def adopt(self, cookie: str) -> None:
        """Be the session that has just been opened; the old one, if any, is ended."""
        self.flush()
        self._session_key = cookie
        self._session_cache: dict[str, Any] = {}
        self.modified = True

    def forget(self) -> None:
        """Be nobody's: the row is gone already, or is to go now, and the browser drops its cookie."""
        self.flush()

    def load(self) -> dict[str, Any]:
        """What is kept; an unknown or ended cookie is dropped, and never becomes a session."""
        row = self.find()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data) if row.data else {}

    def exists(self, session_key: str) -> bool:
        """Whether a session with this cookie is open."""
        return OpenSession.objects.filter(cookie=cookie_digest(COOKIE, session_key), until__gt=now()).exists()

    def is_empty(self) -> bool:
        """Whether there is no session: what somebody who has not signed in leaves is not kept."""
        return not self._session_key

    def create(self) -> None:
        raise NobodysSession("sessions are opened by services.open_session")

    def save(self, must_create: bool = False) -> None:
        """Keep what has changed. A session that was ended meanwhile stays ended."""
        data = {} if must_create else dict(self.items())
        row = self.find()
        if row is None:
            raise UpdateError
        row.data = self.encode(data) if data else None
        with transaction.atomic():
            if not OpenSession.objects.select_for_update().filter(pk=row.pk).exists():
                raise UpdateError
            row.save(update_fields=["data"])

    def delete(self, session_key: str | None = None) -> None:
        """End the session at once."""
        key = session_key or self.session_key
        if key:
            rows = OpenSession.objects.filter(cookie=cookie_digest(COOKIE, key))
            end_sessions(rows, actor=PROGRAM, at=now())
        self._row = None

    @classmethod
    def clear_expired(cls) -> None:
        """Drop the rows of sessions that are over."""
        end_sessions(OpenSession.objects.filter(until__lte=now()), actor=PROGRAM, at=now())

    def find(self) -> OpenSession | None:
        """The row behind the cookie with its account and owner, read once in a request."""
        if self._row is None and self.session_key:
            rows = OpenSession.objects.filter(cookie=cookie_digest(COOKIE, self.session_key), until__gt=now())
            self._row = rows.select_related("account__staff").annotate(unlocked=unlocked_in("pk")).first()
        return self._row
