"""The own login: passphrase, second step, computers, and the sessions that are open."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinqiao.core.access import Missing
from xinqiao.core.clock import now
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.events import Why
from xinqiao.register.accounts.forms import ChangePassphrase
from xinqiao.register.accounts.vault_cookie import forget_browser_key
from xinqiao.register.accounts.views.common import Knocking, lock_here, show_on_problem, standing


def own(request: Knocking) -> HttpResponse:
    """Everything about the own login on one page."""
    here = standing(request)
    login = selectors.own_login(here.owner, now())
    if login is None:
        raise Missing("accounts.account", here.account)
    return render(request, "accounts/own.html", {"login": login, "this_session": here.session, "at": now()})


def passphrase(request: Knocking) -> HttpResponse:
    """A new passphrase; the old one is asked for, and all other sessions end."""
    here = standing(request)
    form = ChangePassphrase(request.POST or None)
    context = {"form": form}
    if here.session is None or not form.is_valid():
        return render(request, "accounts/passphrase.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/passphrase.html", context)
    proof = services.prove_for_change(session=here.session, words=form.cleaned_data["old"], moment=now())
    services.change_passphrase(
        actor=here.owner, session=here.session, proof=proof, words=form.cleaned_data["new"], at=now()
    )
    messages.success(
        request, _("口令改好了，别处登录的都已退出，保险柜已锁上，看记录时用新口令开锁。锁屏用的 PIN 也要重新设。")
    )
    return forget_browser_key(HttpResponseRedirect(reverse("accounts:own")))


def end_session(request: Knocking, pk: UUID) -> HttpResponse:
    """One session, here or elsewhere, ends."""
    here = standing(request)
    if pk == here.session:
        lock_here(request, here)
    services.end_session(actor=here.owner, session=pk, why=Why.BY_OWNER, at=now())
    if pk == here.session:
        request.session.forget()
        return forget_browser_key(HttpResponseRedirect(reverse("accounts:sign-in")))
    messages.success(request, _("那里已经退出了。"))
    return HttpResponseRedirect(reverse("accounts:own"))


def end_others(request: Knocking) -> HttpResponse:
    """Every session but this one ends."""
    here = standing(request)
    if here.session:
        ended = services.end_other_sessions(actor=here.owner, session=here.session, at=now())
        sentence = ngettext("别处的 %(n)d 个登录已经退出。", "别处的 %(n)d 个登录已经退出。", ended)
        messages.success(request, sentence % {"n": ended})
    return HttpResponseRedirect(reverse("accounts:own"))


def remove_phone(request: Knocking) -> HttpResponse:
    """The phone no longer counts."""
    here = standing(request)
    if here.session:
        services.remove_totp(actor=here.owner, session=here.session, at=now())
        messages.success(request, _("这部手机不再算数。"))
    return HttpResponseRedirect(reverse("accounts:own"))


def remove_passkey(request: Knocking, pk: UUID) -> HttpResponse:
    """A passkey no longer counts."""
    here = standing(request)
    if here.session:
        services.remove_passkey(actor=here.owner, session=here.session, passkey=pk, at=now())
        messages.success(request, _("这把通行密钥不再算数。"))
    return HttpResponseRedirect(reverse("accounts:own"))


def forget_computer(request: Knocking, pk: UUID) -> HttpResponse:
    """A computer no longer counts."""
    services.forget_computer(actor=request.actor, computer=pk, keeping=standing(request).session, at=now())
    messages.success(request, _("这台电脑不再算数，别处的登录都已退出。"))
    return HttpResponseRedirect(reverse("accounts:own"))
