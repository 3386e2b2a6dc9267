"""Opening a case: from a visit, from a closed case, or for somebody found in the register. One page, one button."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.opening import OpenForm
from xinqiao.practice.cases.forms.person import WhoForm, number_of
from xinqiao.practice.cases.services import CaseTaken
from xinqiao.practice.scheduling.services import open_visit
from xinqiao.register.consents.services import open_consents

LOOK = "look"


def open_case(request: DeskRequest) -> HttpResponse:
    """Whom, with whose consent, and open. Nobody known yet: the page asks who it is."""
    if request.method == "POST" and LOOK in request.POST:
        return _who(request)
    started = _started(request)
    client = number_of(request.actor, started.get("person", ""))
    return _who(request) if client is None else _begin(request, client, started)


def of_visit(request: DeskRequest, pk: UUID) -> HttpResponse:
    """From a line of the register to what is to be written about it: the record, the case, or the page that opens one."""
    line = open_visit(actor=request.actor, visit=pk, at=now())
    record = selectors.records_of_visits(request.actor, [pk]).get(pk)
    if record is not None:
        return redirect("cases:write" if record.is_open else "cases:record", record.pk)
    mine = selectors.before_opening(request.actor, line.visit.client_id, today()).mine
    if mine is not None:
        begun = services.start_visit_record(actor=request.actor, visit=pk, at=now())
        if begun is not None:
            return redirect("cases:write", begun.pk)
        messages.info(request, _("这位来访者的个案已经开着。这次来访没有谈话，不用写记录。"))
        return redirect("cases:case", mine.pk)
    return redirect(f"{reverse('cases:open')}?visit={pk}")


def _started(request: DeskRequest) -> dict[str, Any]:
    """What the form begins with: sent along, or known from the visit or the earlier case that the address names."""
    if request.method == "POST":
        return {"person": request.POST.get("person", "")}
    at, visit, previous = now(), uuid_or_none(request.GET.get("visit")), uuid_or_none(request.GET.get("previous"))
    if visit is not None:
        line = open_visit(actor=request.actor, visit=visit, at=at)
        channel = selectors.channel_of(line.visit.details.get("way", ""))
        return {"person": f"number:{line.visit.client_id}", "visit": visit, "channel": channel}
    if previous is not None:
        earlier = selectors.case_for(request.actor, previous)
        return {"person": f"number:{earlier.client_id}", "previous": previous}
    known = uuid_or_none(request.GET.get("client"))
    return {"person": f"number:{known}"} if known else {}


def _who(request: DeskRequest) -> HttpResponse:
    form = WhoForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid() and form.client is not None:
        return _begin(request, form.client, {"person": form.key}, fresh=True)
    return show(request, "cases/open_who.html", {"form": form})


def _begin(request: DeskRequest, client: UUID, started: dict[str, Any], *, fresh: bool = False) -> HttpResponse:
    """The page about one client; `fresh` when what was sent was only who it is."""
    consents = open_consents(actor=request.actor, client=client, at=now())
    before = selectors.before_opening(request.actor, client, today())
    standing = consents.counselling
    there = {one.giver for one in standing.given}
    if before.earlier is not None:
        started.setdefault("previous", before.earlier.pk)
    form = OpenForm(
        None if fresh or request.method != "POST" else request.POST,
        missing=[giver for giver in standing.needed if giver not in there],
        guardians=consents.guardians,
        may_be_a_word=consents.asks.verbal_days > 0,
        initial=started,
    )
    page = ("cases/open.html", {"form": form, "client": client, "consents": consents, "before": before})
    request.on_problem = page
    if request.method == "POST" and not fresh and form.is_valid():
        return _open(request, client, form)
    return show(request, *page)


def _open(request: DeskRequest, client: UUID, form: OpenForm) -> HttpResponse:
    try:
        case = services.open_case(
            actor=request.actor,
            client=client,
            beginning=form.beginning(),
            token=form.cleaned_data["token"],
            at=now(),
        )
    except CaseTaken as taken:
        if taken.mine is None:
            raise
        messages.info(request, str(taken))
        return redirect("cases:case", taken.mine.pk)
    messages.success(request, _("个案 %(number)s 开好了。") % {"number": case.number})
    if form.cleaned_data.get("in_danger"):
        return redirect("cases:case", case.pk)  # people before paper: what to do first stands there
    visit = form.cleaned_data.get("visit")
    waiting = selectors.records_of_visits(request.actor, [visit]).get(visit) if visit else None
    return redirect("cases:write", waiting.pk) if waiting else redirect("cases:case", case.pk)
