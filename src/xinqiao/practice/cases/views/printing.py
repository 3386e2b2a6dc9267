"""Printing records: of one case, or many in steps. Without leave the page says how to ask for it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.printing import PrintCaseForm, PrintManyForm
from xinqiao.practice.cases.models import PrintApproval, Record
from xinqiao.practice.cases.selectors.printing import who_decides
from xinqiao.register.accounts.services import vault_of
from xinqiao.register.people.selectors import current_term, person_behind


def print_case(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Tick papers of one case. A few come at once; more go in steps, on a page of their own."""
    case = selectors.case_for(request.actor, pk)
    papers = list(selectors.filed_papers(request.actor).filter(case=case))
    approvals = selectors.standing_approvals(request.actor, today(), case.pk)
    form = PrintCaseForm(
        request.POST or None, papers=papers, approvals=approvals, initial=_likely(papers, approvals, request.GET)
    )
    person = person_behind(case.client_id)
    context = {"form": form, "case": case, "papers": papers, "approvals": approvals, "person": person}
    context["decides"] = who_decides(request.actor)
    page = ("cases/print_case.html", context)
    request.on_problem = page
    if request.method != "POST" or not form.is_valid():
        return show(request, *page)
    chosen = [UUID(one) for one in form.cleaned_data["papers"]]
    if len(chosen) > services.A_STEP:
        return _start_run(request, form, chosen)
    with vault_of(request) as keyring:
        printed = services.print_papers(
            actor=request.actor,
            keyring=keyring,
            approval=UUID(form.cleaned_data["approval"]),
            papers=chosen,
            copies=form.cleaned_data["copies"],
            shows_sensitive=form.cleaned_data["shows_sensitive"],
            at=now(),
        )
    return HttpResponse(printed.pdf, headers=printed.headers)


def print_many(request: DeskRequest) -> HttpResponse:
    """All my records that were filed on some days, in steps."""
    term = current_term(today())
    approvals = selectors.standing_approvals(request.actor, today())
    form = PrintManyForm(
        request.POST or None,
        approvals=approvals,
        initial={"first": term.starts_on if term else today(), "last": today(), "copies": 1},
    )
    context = {"form": form, "approvals": approvals, "decides": who_decides(request.actor)}
    page = ("cases/print_many.html", context)
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return _start_run(request, form, selectors.papers_between(request.actor, given["first"], given["last"]))
    return show(request, *page)


def print_run(request: DeskRequest, pk: UUID) -> HttpResponse:
    """How far a print in steps has come. The page asks for one part after the other."""
    run = selectors.run_for(request.actor, pk)
    context = {"run": run, "left": run.total - run.done, "step": min(services.A_STEP, run.total - run.done)}
    return show(request, "cases/print_run.html", context)


def print_step(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The next part, as a PDF that is kept nowhere."""
    selectors.run_for(request.actor, pk)
    seen = request.POST.get("seen", "")
    if not seen.isdecimal() or len(seen) > 4:
        raise BadRequest
    with vault_of(request) as keyring:
        printed = services.print_next(actor=request.actor, keyring=keyring, run=pk, seen=int(seen), at=now())
    return HttpResponse(printed.pdf, headers=printed.headers)


def print_reads(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Who read a file, on paper for the client."""
    printed = services.print_readers(actor=request.actor, case=pk, at=now())
    return HttpResponse(printed.pdf, headers=printed.headers)


def print_consent(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A form of consent with the name on it, to be signed."""
    guardian = request.POST.get("who") == "guardian"
    printed = services.print_consent(actor=request.actor, case=pk, guardian=guardian, at=now())
    return HttpResponse(printed.pdf, headers=printed.headers)


def _likely(
    papers: Sequence[Record], approvals: Sequence[PrintApproval], asked: Mapping[str, str]
) -> dict[str, object]:
    """The paper one comes from, or all, as far as a leave is enough for them: what is ticked can be printed."""
    every = [str(one.pk) for one in papers]
    wanted = [one for one in every if one == asked.get("paper")] or every
    enough = next((str(one.pk) for one in approvals if one.left >= len(wanted)), None)
    return {"papers": wanted, "copies": 1, "approval": enough} if enough else {"papers": [], "copies": 1}


def _start_run(request: DeskRequest, form: PrintCaseForm | PrintManyForm, chosen: list[UUID]) -> HttpResponse:
    run = services.start_print_run(
        actor=request.actor,
        approval=UUID(form.cleaned_data["approval"]),
        papers=chosen,
        copies=form.cleaned_data["copies"],
        shows_sensitive=form.cleaned_data["shows_sensitive"],
        token=form.cleaned_data["token"],
        at=now(),
    )
    return redirect("cases:print-run", run.pk)
