"""Private notes: for their writer alone, kept and never filed, gone when the case is closed."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.models import Kind
from xinqiao.register.people.selectors import person_behind

from .writing import write_page


def note(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The note of a case; a POST begins it."""
    case = selectors.case_for(request.actor, pk)
    if request.method == "POST":
        services.start_record(actor=request.actor, case=pk, kind=Kind.NOTE, token=uuid4(), at=now())
        return redirect("cases:note", pk)
    found = selectors.note_of(case)
    if found is None or not found.is_open:
        person = person_behind(case.client_id)
        return show(request, "cases/note_none.html", {"case": case, "person": person, "note": found})
    return write_page(request, selectors.record_for(request.actor, found.pk))
