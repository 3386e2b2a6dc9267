"""What somebody typed, handed back to them: a page that could not take it offers to send it again.

Nothing from the pages of sign-in is handed back, no passphrase, and nothing is handed to a request
that did not come from a page of ours: else a stranger's form would only need
one press of "send again" to be ours.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

SECRET = re.compile(r"pass(word|phrase|key)|secret|csrf", re.IGNORECASE)
NEVER_FROM = {"accounts"}
MOST_FIELDS, MOST_LETTERS = 200, 60_000


@dataclass(frozen=True)
class Typed:
    """The fields of a form that can be sent again, and whether something had to be left out."""

    fields: tuple[tuple[str, str], ...] = ()
    left_out: bool = False

    @property
    def may_be_sent_again(self) -> bool:
        """Whether the form is whole without what was left out."""
        return bool(self.fields) and not self.left_out


def typed_into(request: HttpRequest) -> Typed:
    """The posted fields, in their order; nothing where the request is not from a page of ours."""
    if request.method != "POST" or not is_from_our_page(request):
        return Typed()
    if request.resolver_match is None or request.resolver_match.namespace in NEVER_FROM:
        return Typed(left_out=True)
    try:
        posted = [(name, value) for name, values in request.POST.lists() for value in values]
        left_out = bool(request.FILES)
    except (SuspiciousOperation, RawPostDataException, UnreadablePostError):
        return Typed()
    posted = [(name, value) for name, value in posted if name != "csrfmiddlewaretoken"]
    kept = tuple((name, value) for name, value in posted if not SECRET.search(name))
    left_out = left_out or len(kept) < len(posted)
    if len(kept) > MOST_FIELDS or sum(len(value) for _, value in kept) > MOST_LETTERS:
        return Typed(left_out=True)
    return Typed(kept, left_out)


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether a browser says that the form was sent from this very origin."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    return site == "same-origin" or (site is None and origin is not None)
