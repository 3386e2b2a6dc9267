"""What was half written when the screen locked, or sent after it had: kept in the session, handed back once.

The session's data lie sealed under the house key. Passphrases are
never kept, nor anything longer than a form is.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest

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
    request.session[PLACE] = {"path": path[:200], "form": form[:40], "fields": plain}
    return True


def keep_posted(request: HttpRequest) -> None:
    """Keep a form that arrived while the screen was locked."""
    typed = typed_into(request)
    if typed.fields:
        keep(request, path=request.path, form="", fields=list(typed.fields))


def fields_from(text: str) -> list[tuple[str, str]]:
    """The fields as a page sends them, `[[name, value], …]`. Raises `ValueError` for what is not JSON."""
    read = json.loads(text)
    return [(str(name), str(value)) for name, value in (read if isinstance(read, list) else [])]


def take_back(request: HttpRequest) -> Kept | None:
    """What was kept for this page, once."""
    session = getattr(request, "session", None)
    if request.method != "GET" or session is None or PLACE not in session:
        return None
    if session[PLACE].get("path") != request.path:
        return None
    found = session.pop(PLACE)
    return Kept(found["form"], tuple((name, value) for name, value in found["fields"]))
