"""What was half written when the screen locked, or sent after it had: kept in the session, handed back once.

It may be a record. So it is sealed to whoever was writing, if they have keys,
and is given back once their vault is open; for others the session's data lie
sealed under the house key. Passphrases are never kept, nor anything longer
than a form is.
"""

import base64
import json
from dataclasses import dataclass

from django.http import HttpRequest

from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.keyring import Locked
from xinqiao.register.accounts.services import NotFromHere, open_of_sender, seal_to_sender
from xinqiao.web.typed import MOST_FIELDS, MOST_LETTERS, SECRET, typed_into

PLACE = "kept"


@dataclass(frozen=True)
class Kept:
    """The fields of one form; an empty `form` means whichever the page has."""

    form: str
    fields: tuple[tuple[str, str], ...]


def keep(request: HttpRequest, *, path: str, form: str, fields: list[tuple[str, str]]) -> bool:
    """Keep these fields for the page at `path`; False where they are too many or too long."""
    plain = [(name, value) for name, value in fields if not SECRET.search(name)]
    if len(plain) > MOST_FIELDS or sum(len(value) for _, value in plain) > MOST_LETTERS:
        return False
    box = seal_to_sender(request, json.dumps(plain).encode())
    what: dict[str, object] = {"fields": plain} if box is None else {"sealed": base64.b64encode(box).decode()}
    request.session[PLACE] = {"path": path[:200], "form": form[:40], **what}
    return True


def keep_posted(request: HttpRequest, path: str = "") -> bool:
    """Keep a form that arrived while screen or vault were locked, for its own page; False where it was too much."""
    typed = typed_into(request)
    if not typed.fields:
        return not typed.left_out
    return keep(request, path=path or request.path, form="", fields=list(typed.fields))


def fields_from(text: str) -> list[tuple[str, str]]:
    """The fields as a page sends them, `[[name, value], …]`. Raises `ValueError` for anything else."""
    try:
        read = json.loads(text)
        return [(str(name), str(value)) for name, value in (read if isinstance(read, list) else [])]
    except (TypeError, RecursionError):
        raise ValueError("not the fields of a form") from None


def take_back(request: HttpRequest) -> Kept | None:
    """What was kept for this page, once."""
    session = getattr(request, "session", None)
    if request.method != "GET" or session is None or PLACE not in session:
        return None
    if session[PLACE].get("path") != request.path:
        return None
    try:
        fields = _fields_of(request, session[PLACE])
    except (Locked, NotFromHere):
        return None  # it waits until the vault is open
    found = session.pop(PLACE)
    return Kept(found["form"], tuple((name, value) for name, value in fields))


def waits(request: HttpRequest) -> bool:
    """Whether something is kept for this page that only an open vault gives back."""
    session = getattr(request, "session", None)
    return session is not None and PLACE in session and session[PLACE].get("path") == request.path


def _fields_of(request: HttpRequest, found: dict[str, object]) -> list[tuple[str, str]]:
    if "sealed" not in found:
        return list(found["fields"])  # type: ignore[call-overload, no-any-return]
    try:
        return fields_from(open_of_sender(request, base64.b64decode(str(found["sealed"]))).decode())
    except SealBroken:
        return []  # its owner has another key by now
