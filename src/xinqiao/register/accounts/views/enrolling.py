"""Choosing the second step: a phone, a passkey, or the director's code for this computer; then codes for emergencies."""

import io

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access import Missing
from xinqiao.core.clock import now
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.events import Way
from xinqiao.register.accounts.forms import ComputerCode, PasskeyReply, PhoneCode, SetPin
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.selectors import Standing
from xinqiao.register.accounts.services import Answer, Cookies
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.views.common import (
    Knocking,
    come_in,
    computer_cookies,
    place_of,
    safe_next,
    show_on_problem,
    standing,
    to_next_step,
)

TEMPLATE = "accounts/enrol.html"
CHOOSING = frozenset({Step.ENROL, Step.IN})


def enrol(request: Knocking) -> HttpResponse:
    """The ways there are. Also reached later, to add another one."""
    here = standing(request)
    if here.step not in CHOOSING:
        return HttpResponseRedirect(reverse(here.next_step))
    return render(request, TEMPLATE, _context(request, here, {}))


def enrol_phone(request: Knocking) -> HttpResponse:
    """A phone that shows six digits: its first code is asked for."""
    here = standing(request)
    form = PhoneCode(request.POST, auto_id="totp_%s")
    context = _context(request, here, {"phone_form": form})
    if here.session is None or not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    show_on_problem(request, TEMPLATE, {**context, "form": form})
    cookies = services.confirm_totp(
        actor=here.owner,
        session=here.session,
        words=form.cleaned_data["phone_code"],
        computers=computer_cookies(request),
        at=now(),
    )
    return _enrolled(request, here, cookies)


def enrol_passkey(request: Knocking) -> HttpResponse:
    """A passkey that the browser has just made."""
    here = standing(request)
    form = PasskeyReply(request.POST, auto_id="passkey_%s")
    context = _context(request, here, {"passkey_form": form})
    if here.session is None or not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    show_on_problem(request, TEMPLATE, {**context, "form": form})
    cookies = services.add_passkey(
        actor=here.owner,
        session=here.session,
        reply=form.cleaned_data["passkey_reply"],
        place=place_of(request),
        name=form.cleaned_data["passkey_name"],
        computers=computer_cookies(request),
        at=now(),
    )
    return _enrolled(request, here, cookies)


def enrol_computer(request: Knocking) -> HttpResponse:
    """This computer, registered by a code from the director."""
    here = standing(request)
    form = ComputerCode(request.POST, auto_id="computer_%s")
    context = _context(request, here, {"computer_form": form})
    if here.session is None or here.step is not Step.ENROL or not form.is_valid():
        return render(request, TEMPLATE, context, status=422)
    answer = Answer(Way.COMPUTER_CODE, words=form.cleaned_data["computer_code"])
    outcome = services.take_second_step(
        actor=here.owner, session=here.session, answer=answer, computers=computer_cookies(request), at=now()
    )
    if outcome.is_right:
        return _enrolled(request, here, outcome.cookies)
    if not outcome.tries_left:
        request.session.forget()
        return render(request, "accounts/ended.html", {}, status=422)
    form.add_error(None, _("电脑码不对，或者已经过了一刻钟。请主任再给一个。"))
    return render(request, TEMPLATE, context, status=422)


def phone_picture(request: Knocking) -> HttpResponse:
    """The QR code for the phone, as a picture of its own: nothing is put into the page, nothing is kept."""
    here = standing(request)
    if here.step not in CHOOSING or here.session is None:
        raise Missing("accounts.phone_picture", here.session)
    picture = io.BytesIO()
    address = selectors.phone_address(_account(here), selectors.pending_secret(here.session))
    segno.make(address, error="m").save(picture, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def recovery_codes(request: Knocking) -> HttpResponse:
    """Ten codes for the day when the phone is lost; shown once."""
    here = standing(request)
    context = {"next": request.POST.get("next") or request.GET.get("next") or "", "first": "first" in request.GET}
    if request.method == "GET" or here.session is None:
        return render(request, "accounts/recovery.html", context)
    codes = services.make_recovery_codes(actor=here.owner, session=here.session, at=now())
    account = _account(here)
    return render(request, "accounts/recovery_shown.html", {**context, "codes": codes, "has_pin": bool(account.pin)})


def pin(request: Knocking) -> HttpResponse:
    """The PIN of the screen lock."""
    here = standing(request)
    form = SetPin(request.POST or None)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next") or ""}
    if here.account is None or not form.is_valid():
        return render(request, "accounts/pin.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/pin.html", context)
    services.set_pin(actor=here.owner, account=here.account, pin=form.cleaned_data["pin"], at=now())
    messages.success(request, _("PIN 设好了。按 L 锁屏，用它打开。"))
    return HttpResponseRedirect(safe_next(request, "accounts:own"))


def _enrolled(request: Knocking, here: Standing, cookies: Cookies | None) -> HttpResponse:
    if here.step is Step.IN:
        messages.success(request, _("加好了。下次登录的第二步就可以用它。"))
        return HttpResponseRedirect(reverse("accounts:own"))
    return come_in(request, to_next_step(request, "accounts:recovery-codes"), cookies)


def _context(request: Knocking, here: Standing, bound: dict[str, object]) -> dict[str, object]:
    account = _account(here)
    secret = selectors.pending_secret(here.session) if here.session else ""
    return {
        "phone_form": PhoneCode(auto_id="totp_%s"),
        "passkey_form": PasskeyReply(auto_id="passkey_%s"),
        "computer_form": ComputerCode(auto_id="computer_%s"),
        "ways": selectors.ways_of(account.pk, now()),
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "choosing_first": here.step is Step.ENROL,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        **bound,
    }


def _account(here: Standing) -> Account:
    found = selectors.own_account(here.owner)
    if found is None:
        raise Missing("accounts.account", here.account)
    return found
