"""The envelope at the desk: how things stand, reading the sheet back, asking for keys, giving them back.

No page shows the words: they exist on the sheet alone.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinqiao.core.access import Denied, Problem
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.vault.person_keys import has_person_key
from xinqiao.register.recovery import policy, selectors, services
from xinqiao.register.recovery.forms import Ask, Words


def status(request: DeskRequest) -> HttpResponse:
    """How envelope and backups stand, and what to do next."""
    actor, at = request.actor, now()
    wishes = policy.may_see_wishes(actor)
    context = {
        "is_demo": selectors.is_demo(),
        "wants": [(want.value, selectors.said(want)) for want in selectors.wants(at)],
        "may_see_envelope": policy.may_see_envelope(actor),
        "envelope": selectors.envelope() if policy.may_see_envelope(actor) else None,
        "backups": selectors.backups(),
        "may_confirm": policy.may_confirm(actor),
        "may_ask": policy.may_ask(actor),
        "may_see_wishes": wishes,
        "waiting": selectors.waiting(actor, at) if wishes else [],
        "settled": selectors.settled(actor) if wishes else [],
    }
    return render(request, "recovery/status.html", context)


def slip(request: DeskRequest) -> HttpResponse:
    """A page to print: what to check at the envelope, with lines for two people to sign."""
    context = {"envelope": selectors.envelope(), "backups": selectors.backups(), "at": now()}
    return render(request, "recovery/slip.html", context)


def confirm(request: DeskRequest) -> HttpResponse:
    """Read the sheet back."""
    form = Words(request.POST or None)
    page = "recovery/confirm.html", {"form": form, "envelope": selectors.envelope()}
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_envelope(actor=request.actor, words=form.cleaned_data["secret_words"], at=now())
        except Problem as wrong:
            return _wrong(request, page, form, wrong)
        messages.success(request, _("核对好了：这一页管用。把它放回信封，封好，锁进保险柜。"))
        return redirect("recovery:status")
    return render(request, *page, status=422 if form.is_bound else 200)


def ask(request: DeskRequest) -> HttpResponse:
    """Ask for the own keys, and see what became of the wish."""
    if request.actor.pk is None:
        raise Denied("register.recovery.policy.may_ask")
    form = Ask(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_for_keys(actor=request.actor, staff=request.actor.pk, why=form.cleaned_data["why"], at=now())
        messages.success(request, _("申请好了。"))
        return redirect("recovery:ask")
    context = {
        "form": form,
        "asked": selectors.asked_by(request.actor, now()),
        "given": selectors.given_to(request.actor.pk),
        "has_key": has_person_key(request.actor.pk),
    }
    return render(request, "recovery/ask.html", context, status=422 if form.is_bound else 200)


def give(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Type the envelope's words, for somebody who asked."""
    asked = selectors.ask_for(request.actor, pk)
    standing = selectors.standing_of(request.actor, asked, now())
    if not standing.may_give:
        raise Denied("register.recovery.policy.may_give", (), pk)
    form = Words(request.POST or None)
    page = "recovery/give.html", {"form": form, "line": standing, "ask": asked, "envelope": selectors.envelope()}
    if request.method == "POST" and form.is_valid():
        try:
            done = services.give_keys_back(
                actor=request.actor, ask=pk, words=form.cleaned_data["secret_words"], at=now()
            )
        except Problem as wrong:
            return _wrong(request, page, form, wrong)
        messages.success(request, _told(done.granted or 0))
        return redirect("recovery:status")
    return render(request, *page, status=422 if form.is_bound else 200)


def drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Nothing is given."""
    services.drop_ask(actor=request.actor, ask=pk, at=now())
    messages.success(request, _("记下了：不办了，没有交还任何钥匙。"))
    return redirect("recovery:status" if policy.may_see_status(request.actor) else "recovery:ask")


def _told(granted: int) -> str:
    if not granted:
        return _("办好了。按规定没有还缺的钥匙，所以没有交还。")
    said = ngettext(
        "交还了 %(n)d 把钥匙。请本人打开旧的记录看一看；信封换新，封好，放回保险柜。",
        "交还了 %(n)d 把钥匙。请本人打开旧的记录看一看；信封换新，封好，放回保险柜。",
        granted,
    )
    return said % {"n": granted}


def _wrong(request: DeskRequest, page: tuple[str, dict[str, Any]], form: Words, wrong: Problem) -> HttpResponse:
    """What was wrong stands beside the words. A slip is corrected in its place; whole words are not handed back."""
    slip_of_the_pen = isinstance(wrong, services.SlipOfThePen)
    form.add_error("secret_words" if isinstance(wrong, services.WrongWords) else None, str(wrong))
    if not slip_of_the_pen:
        form.forget()
    return render(request, *page, status=wrong.status)
