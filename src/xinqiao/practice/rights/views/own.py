"""The own door: what I may ask for, asking, and what became of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Actor, Missing, Post
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.practice.rights import selectors, services
from xinqiao.practice.rights.forms import AskForm
from xinqiao.practice.rights.rules import TITLES, Right
from xinqiao.practice.scheduling.selectors import counsellors

from .words import OFFERED, SAID, STOP_UNSURE

_GUARDIANS = _("你也可以为孩子提：点开一项，选“我的孩子”。孩子满 14 岁的，要孩子自己同意才能告诉你。")


def rights(request: DeskRequest) -> HttpResponse:
    """Every right, and what I have asked."""
    actor, at = request.actor, now()
    has_child = bool(actor.scopes(Post.GUARDIAN))
    context = {
        "mine": selectors.own_requests(actor, at),
        "about_me": selectors.asked_about_me(actor, at),
        "rights": [(right, TITLES[right], SAID[right]) for right in ((Right.KNOW,) if has_child else ()) + OFFERED],
        "for_child": _GUARDIANS if has_child else "",
        "is_known": actor.is_known,
    }
    return show(request, "rights/list.html", context)


def ask(request: DeskRequest, kind: str) -> HttpResponse:
    """One short form."""
    if kind not in Right.values:
        raise Missing("rights.right")
    right, actor = Right(kind), request.actor
    form = AskForm(
        request.POST or None,
        right=right,
        has_child=bool(actor.scopes(Post.GUARDIAN)),
        counsellors=counsellors(today()) if right is Right.CHANGE else (),
        initial={"entry": request.GET.get("entry", ""), "earlier": request.GET.get("earlier", "")},
    )
    days = selectors.within_days()[right]
    then = STOP_UNSURE if right is Right.STOP and not actor.is_known else SAID[right].then
    page = (
        "rights/ask.html",
        {"form": form, "right": right, "title": TITLES[right], "words": SAID[right], "then": then, "days": days},
    )
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        made = services.ask(
            actor=actor,
            client=_about(actor, is_child=form.is_about_child),
            asked=form.asked(),
            token=form.cleaned_data["token"],
            at=now(),
        )
        return redirect("rights:mine", made.pk)
    return show(request, *page)


def mine(request: DeskRequest, pk: UUID) -> HttpResponse:
    """One of my requests with its answer."""
    return show(request, "rights/mine.html", {"one": selectors.own_request(request.actor, pk, now())})


def withdraw(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take it back."""
    services.withdraw_request(actor=request.actor, request=pk, at=now())
    return redirect("rights:mine", pk)


def kept(request: DeskRequest) -> HttpResponse:
    """What is kept about me, in numbers."""
    context = {"lines": selectors.kept_about(request.actor), "is_known": request.actor.is_known}
    return show(request, "rights/kept.html", context)


def _about(actor: Actor, *, is_child: bool) -> UUID:
    """The own number, or the child's; whose it may be is the policy's to say."""
    assert actor.pk is not None  # the gate lets only clients in
    return next(iter(actor.scopes(Post.GUARDIAN)), actor.pk) if is_child else actor.pk
