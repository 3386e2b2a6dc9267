"""The desk: what is to be answered, answering, entering what somebody came with, and the director's numbers."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.rights import policy, selectors, services
from xinqiao.practice.rights.forms import AnswerForm, DaysForm, PassOnForm

COUNTED_SINCE = timedelta(days=365)


def owed(request: DeskRequest) -> HttpResponse:
    """What I answer; for the director also how many there are and what is late. Nobody is named here."""
    actor, at = request.actor, now()
    oversees = policy.may_oversee(actor)
    context = {
        "open": selectors.owed_lines(actor, at),
        "closed": selectors.owed_lines(actor, at, closed=True)[:30],
        "oversees": oversees,
        "late": selectors.late_lines(at) if oversees else [],
        "counted": selectors.counted(actor, at, at - COUNTED_SINCE) if oversees else [],
        "enters": policy.may_enter(actor),
    }
    return show(request, "rights/owed.html", context)


def one(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One request, to be answered."""
    found = services.open_request(actor=request.actor, request=pk, at=now())
    form = AnswerForm(
        request.POST or None, right=found.row.right, needs_view=found.needs_view, needs_yes=found.needs_yes
    )
    page = ("rights/request.html", {"found": found, "form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.answer_request(actor=request.actor, request=pk, said=form.said(), at=now())
        messages.success(request, _("答复了，他在自己的页面上看得到。没有账号的，请当面告诉他。"))
        return redirect("rights:owed")
    return show(request, *page)


def pass_on(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Another counsellor answers."""
    row, receivers = selectors.to_pass_on(request.actor, pk, now())
    form = PassOnForm(request.POST or None, receivers=receivers)
    page = ("rights/pass_on.html", {"form": form, "row": row, "receivers": receivers})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.pass_on(actor=request.actor, request=pk, to_staff=form.cleaned_data["to"], at=now())
        messages.success(request, _("转过去了，答复的日子不变。"))
        return redirect("rights:owed")
    return show(request, *page)


def days(request: DeskRequest) -> HttpResponse:
    """Within how many school days each right is answered."""
    form = DaysForm(request.POST or None, days=selectors.within_days())
    page = ("rights/days.html", {"form": form})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        services.set_answer_days(actor=request.actor, days=form.days(), at=now())
        messages.success(request, _("记下了，从现在起按这个办。已经提的不变。"))
        return redirect("rights:owed")
    return show(request, *page)
