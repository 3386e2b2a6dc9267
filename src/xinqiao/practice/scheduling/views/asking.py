"""What every page of the book shares."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from xinqiao.core.access import Actor
from xinqiao.core.clock import is_in_reach


class DeskRequest(HttpRequest):
    """A request whose actor the gate has set. `on_problem` names the page that shows a problem with its form."""

    actor: Actor
    on_problem: tuple[str, dict[str, Any]]


def show(request: DeskRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page; with a form that was sent and is not right, 422."""
    form = context.get("form")
    wrong = request.method == "POST" and form is not None and bool(form.errors)
    return render(request, template, context, status=422 if wrong else 200)


def the_day(text: str | None, otherwise: date) -> date:
    """A day from an address. Anything that is no day is not there."""
    if not text:
        return otherwise
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or not is_in_reach(found):
        raise Http404
    return found


def uuid_or_none(text: str | None) -> UUID | None:
    """An id from an address; None for anything edited by hand."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
