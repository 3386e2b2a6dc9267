"""Promises at the desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access import Post
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.office.obligations import services
from xinqiao.office.obligations.forms import HandOver, Waive


def owed(request: DeskRequest) -> HttpResponse:
    """What I owe, by date; the director may look at everybody's."""
    is_director = request.actor.holds(Post.DIRECTOR)
    everybody = is_director and request.GET.get("whose") == "all"
    found = services.open_owed(actor=request.actor, at=now(), everybody=everybody)
    context = {"owed": found, "everybody": everybody, "is_director": is_director}
    return render(request, "obligations/list.html", context)


def show(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One promise, what was done about it, and what can be done."""
    return render(
        request,
        "obligations/show.html",
        {"shown": services.open_obligation(actor=request.actor, obligation=pk, at=now())},
    )


def keep(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say that it is done."""
    services.keep_obligation(actor=request.actor, obligation=pk, at=now())
    messages.success(request, _("记下了：已办。"))
    return redirect("obligations:list")


def waive(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Let somebody off, with a reason."""
    shown = services.open_obligation(actor=request.actor, obligation=pk, at=now())
    form = Waive(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.waive_obligation(actor=request.actor, obligation=pk, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了：免办。理由已密封保存。"))
        return redirect("obligations:list")
    return _page(request, "obligations/waive.html", {"shown": shown, "form": form}, form.is_bound)


def hand_over(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Give it to somebody else."""
    shown = services.open_obligation(actor=request.actor, obligation=pk, at=now())
    form = HandOver(request.POST or None, receivers=shown.receivers)
    if request.method == "POST" and form.is_valid():
        to_staff = UUID(form.cleaned_data["to_staff"])
        services.hand_over(actor=request.actor, obligation=pk, to_staff=to_staff, at=now())
        messages.success(request, _("记下了：已转交，期限不变。"))
        return redirect("obligations:list")
    return _page(request, "obligations/hand_over.html", {"shown": shown, "form": form}, form.is_bound)


def _page(request: DeskRequest, template: str, context: dict[str, object], was_wrong: bool) -> HttpResponse:
    return render(request, template, context, status=422 if was_wrong else 200)
