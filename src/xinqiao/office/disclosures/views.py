"""The own door: what was given to me, one copy of it, and everything that left about me."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.office.disclosures import selectors, services


def mine(request: DeskRequest) -> HttpResponse:
    """What was given to me: what I have not seen first."""
    rows = selectors.given_to(request.actor, today())
    context = {
        "new": [row for row in rows if row.given.is_waiting],
        "seen": [row for row in rows if not row.given.is_waiting],
        "is_known": request.actor.is_known,
    }
    return render(request, "disclosures/mine.html", context)


def show(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One copy; from now on it counts as seen."""
    opened = services.open_given(actor=request.actor, given=pk, at=now())
    return render(request, "disclosures/show.html", {"row": opened.row, "lines": opened.lines})


def left(request: DeskRequest) -> HttpResponse:
    """Everything that left about me: to whom, why, when, and the words themselves."""
    rows = selectors.left_about(request.actor)
    context = {"others": [row for row in rows if not row.is_own], "own": [row for row in rows if row.is_own]}
    return render(request, "disclosures/left.html", context | {"is_known": request.actor.is_known})
