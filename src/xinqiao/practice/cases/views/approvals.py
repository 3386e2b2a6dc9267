"""Leave to print: asking for it, and the one page on which it is given in a minute."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.practice.cases import policy, selectors, services
from xinqiao.practice.cases.forms.printing import AnswerForm, AskForm
from xinqiao.practice.cases.selectors.printing import who_decides
from xinqiao.register.people.selectors import current_term

A_PAGE = 30


def approvals(request: DeskRequest) -> HttpResponse:
    """What waits for me, and what I asked for. The client and the records are on neither."""
    rows = selectors.approvals_for(request.actor)
    waiting = [one for one in rows.filter(state="asked") if policy.may_decide_print(request.actor, one)]
    others = rows.exclude(pk__in=[one.pk for one in waiting])
    context = {
        "waiting": waiting,
        "page": Paginator(others, A_PAGE).get_page(request.GET.get("page")),
        "runs": selectors.runs_to_finish(request.actor),
        "asks": policy.may_work_on_cases(request.actor),
        "decides": policy.may_decide_some(request.actor),
        "me": request.actor.pk,
        "today": today(),
    }
    return show(request, "cases/approvals.html", context)


def ask(request: DeskRequest) -> HttpResponse:
    """Ask to print: for one case, or for all of mine."""
    wanted = uuid_or_none(request.GET.get("case"))
    case = selectors.case_for(request.actor, wanted) if wanted else None
    form = AskForm(request.POST or None, initial={"until": _end_of_term(today())})
    page = ("cases/approval_ask.html", {"form": form, "case": case, "decides": who_decides(request.actor)})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        token = given.pop("token")
        services.ask_to_print(
            actor=request.actor,
            case=case.pk if case else None,
            wanted=services.Wanted(**given),
            token=token,
            at=now(),
        )
        messages.success(request, _("申请交上去了，下一个上课日之前会有答复；批了以后就能打印。"))
        return redirect("cases:approvals")
    return show(request, *page)


def decide(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Grant or refuse."""
    selectors.approval_for(request.actor, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        grants = form.cleaned_data["answer"] == "grant"
        services.decide_print(
            actor=request.actor, approval=pk, grants=grants, reply=form.cleaned_data["reply"], at=now()
        )
        messages.success(request, _("批准了。") if grants else _("没有批准，申请人会看到。"))
    else:
        messages.warning(request, _("请选批准或不批准；想说的话最多 200 字。"))
    return redirect("cases:approvals")


def end(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Nothing more is printed under it."""
    services.end_print(actor=request.actor, approval=pk, at=now())
    messages.success(request, _("结束了，凭它不能再打印。"))
    return redirect("cases:approvals")


def _end_of_term(on: date) -> date:
    term = current_term(on)
    return max(term.ends_on, on) if term else on
