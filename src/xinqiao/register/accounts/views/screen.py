"""The locked screen: a page that shows nothing of the page behind it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import ngettext

from xinqiao.core.clock import now
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.forms import OpenScreen, PasskeyReply
from xinqiao.register.accounts.services import Answer
from xinqiao.register.accounts.views.common import Knocking, place_of, safe_next, standing, to_next_step

TEMPLATE = "accounts/locked.html"


def lock(request: Knocking) -> HttpResponse:
    """Lock the screen now; opening it leads back to where the person was."""
    here = standing(request)
    if here.session and not here.is_locked:
        services.lock_screen(actor=here.owner, session=here.session, at=now())
    return to_next_step(request, "accounts:unlock")


def unlock(request: Knocking) -> HttpResponse:
    """PIN, passkey or passphrase. Five wrong tries end the session."""
    here = standing(request)
    account = selectors.own_account(here.owner)
    if not here.is_locked or account is None or here.session is None:
        return HttpResponseRedirect(safe_next(request))
    by_pin = bool(account.pin) and request.GET.get("by") != "passphrase" and request.POST.get("by") != "passphrase"
    form = OpenScreen(request.POST or None, by_pin=by_pin)
    context = {
        "form": form,
        "name": account.staff.name,
        "by_pin": by_pin,
        "has_pin": bool(account.pin),
        "passkey_form": PasskeyReply(auto_id="passkey_%s"),
        "has_passkey": bool(selectors.ways_of(account.pk, now()).passkeys),
        "next": request.POST.get("next") or request.GET.get("next") or "",
    }
    answer = _answer(request, form, by_pin=by_pin)
    if answer is None:
        return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)
    outcome = services.open_screen(actor=here.owner, session=here.session, answer=answer, at=now())
    if outcome.is_right:
        return HttpResponseRedirect(safe_next(request))
    if not outcome.tries_left:
        request.session.forget()
        return render(request, "accounts/ended.html", {}, status=422)
    form.errors.clear()
    sentence = ngettext(
        "不对。再试错 %(n)d 次，就要重新登录。", "不对。再试错 %(n)d 次，就要重新登录。", outcome.tries_left
    )
    form.add_error(None, sentence % {"n": outcome.tries_left})
    return render(request, TEMPLATE, context, status=422)


def _answer(request: Knocking, form: OpenScreen, *, by_pin: bool) -> Answer | None:
    reply = PasskeyReply(request.POST or None)
    if request.POST.get("passkey_reply") and reply.is_valid():
        return Answer(Way.PASSKEY, reply=reply.cleaned_data["passkey_reply"], place=place_of(request))
    if not form.is_valid():
        return None
    return Answer(Way.PIN if by_pin else Way.PASSPHRASE, words=form.cleaned_data["words"])


def awake(request: Knocking) -> HttpResponse:
    """Somebody is sitting there, though nothing else is asked of the server; the gate has noted it."""
    return HttpResponse(status=204)
