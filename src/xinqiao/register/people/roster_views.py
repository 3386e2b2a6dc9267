"""Bringing a roster in: choose a file, look at what it would change, say yes."""

import hashlib
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from xinqiao.core.access import Problem
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.register.people import selectors, services
from xinqiao.register.people.roster.preview import groups
from xinqiao.register.people.roster_forms import RosterFile, RosterYes


def choose(request: DeskRequest) -> HttpResponse:
    """Take a file and read it; what was read waits, sealed, for a yes."""
    form = RosterFile(request.POST, request.FILES) if request.method == "POST" else RosterFile()
    if form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            roster = selectors.read_roster(data)
            selectors.roster_year(roster.year, today())
        except Problem as wrong:
            form.add_error("file", str(wrong))
        else:
            digest = hashlib.sha256(data).hexdigest()
            draft = services.keep_draft(actor=request.actor, roster=roster, digest=digest, at=now())
            return redirect("people:import-preview", draft.pk)
    return render(request, "people/import.html", {"form": form}, status=422 if form.errors else 200)


def preview(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show what would change, by sheet, row and column; on a yes, do it."""
    form = RosterYes(request.POST or None)
    problem: Problem | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = services.apply_draft(
                actor=request.actor,
                draft=pk,
                confirmed=form.confirmed(),
                seen=form.cleaned_data["seen"],
                invented=form.cleaned_data["invented"],
                at=now(),
            )
        except Problem as wrong:
            problem = wrong
        else:
            return redirect("people:import-done", done.pk)
    context = _preview(request, pk) | {"problem": problem, "ticked": form.confirmed() if form.is_bound else set()}
    return render(request, "people/import_preview.html", context, status=problem.status if problem else 200)


def _preview(request: DeskRequest, pk: UUID) -> dict[str, object]:
    draft = selectors.own_draft(actor=request.actor, draft=pk, at=now())
    roster = selectors.draft_roster(draft)
    year = selectors.roster_year(roster.year, today())
    plan = selectors.plan_roster(actor=request.actor, roster=roster, year=year, on=today())
    school = selectors.school()
    return {
        "pk": pk,
        "sheets": roster.sheets,
        "year": year,
        "groups": groups(plan),
        "counts": plan.counts(),
        "form": RosterYes(initial={"seen": plan.fingerprint()}),
        "in_demo": school is not None and school.invented,
    }


def drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Throw away what was read, and choose another file."""
    services.drop_draft(actor=request.actor, draft=pk, at=now())
    return redirect("people:import")


def done(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say what an import did."""
    return render(request, "people/import_done.html", {"done": selectors.roster_import(actor=request.actor, pk=pk)})
