"""Signing in: the passphrase, the first passphrase of one's own, the second step, and going out again."""

from collections.abc import Mapping
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from xinqiao.core.clock import now
from xinqiao.register.accounts import selectors, services
from xinqiao.register.accounts.events import Way, Why
from xinqiao.register.accounts.forms import ComputerCode, NewPassphrase, PasskeyReply, PhoneCode, RecoveryCode, SignIn
from xinqiao.register.accounts.services import Answer, Outcome
from xinqiao.register.accounts.states import Step
from xinqiao.register.accounts.vault_cookie import forget_browser_key, keep_browser_key
from xinqiao.register.accounts.views.common import (
    Knocking,
    come_in,
    computer_cookies,
    keep_computer,
    label_of,
    lock_here,
    place_of,
    safe_next,
    show_on_problem,
    standing,
    to_next_step,
)

SECOND_STEP_FORMS = {
    Way.TOTP: (PhoneCode, "phone_code"),
    Way.RECOVERY_CODE: (RecoveryCode, "recovery_code"),
    Way.COMPUTER_CODE: (ComputerCode, "computer_code"),
    Way.PASSKEY: (PasskeyReply, "passkey_reply"),
}


def sign_in(request: Knocking) -> HttpResponse:
    """Name and passphrase, or name and start code."""
    if request.method == "GET" and standing(request).is_complete:
        return HttpResponseRedirect(safe_next(request))
    form = SignIn(request.POST or None)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next") or ""}
    if not form.is_valid():
        return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/sign_in.html", context)
    opened = _open(request, form.cleaned_data["sign_in"], form.cleaned_data["passphrase"])
    request.session.adopt(opened.cookie)
    rotate_token(request)
    step = Step(opened.session.step)
    where = safe_next(request) if step is Step.IN else None
    response = HttpResponseRedirect(where) if where else to_next_step(request, selectors.NEXT_STEP[step])
    keep_browser_key(response, opened.browser_key)
    return keep_computer(request, response, opened.computer) if opened.computer else response


def _open(request: Knocking, name: str, words: str) -> services.Opened:
    """Prove, then open; two calls, because the slow hash must not run inside a transaction."""
    computers = computer_cookies(request)
    address = request.META.get("REMOTE_ADDR", "")
    proof = services.prove(sign_in=name, words=words, computers=computers, address=address, moment=now())
    return services.open_session(actor=proof.actor, proof=proof, label=label_of(request), computers=computers, at=now())


def start(request: Knocking) -> HttpResponse:
    """A passphrase of one's own, in place of the start code."""
    here = standing(request)
    if here.step is not Step.START or here.session is None:
        return HttpResponseRedirect(reverse(here.next_step))
    form = NewPassphrase(request.POST or None)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next") or ""}
    if not form.is_valid():
        return render(request, "accounts/start.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/start.html", context)
    begun = services.set_first_passphrase(
        actor=here.owner, session=here.session, words=form.cleaned_data["new"], at=now()
    )
    response = to_next_step(request, selectors.NEXT_STEP[Step(begun.session.step)])
    return keep_browser_key(response, begun.browser_key)


def second_step(request: Knocking) -> HttpResponse:
    """The second step, by whichever way the account has."""
    here = standing(request)
    if here.step is not Step.SECOND or here.session is None or here.account is None:
        return HttpResponseRedirect(safe_next(request) if here.is_complete else reverse(here.next_step))
    way = _way(request.POST.get("way", ""))
    forms = {
        one: form(request.POST if one is way else None, auto_id=f"{one.value}_%s")
        for one, (form, _field) in SECOND_STEP_FORMS.items()
    }
    context = _second_step_context(request, here.account, forms)
    if way is None or not forms[way].is_valid():
        return render(request, "accounts/second_step.html", context, status=422 if way else 200)
    given = forms[way].cleaned_data[SECOND_STEP_FORMS[way][1]]
    answer = Answer(way, reply=given, place=place_of(request)) if way is Way.PASSKEY else Answer(way, words=given)
    outcome = services.take_second_step(
        actor=here.owner, session=here.session, answer=answer, computers=computer_cookies(request), at=now()
    )
    if outcome.is_right:
        return come_in(request, HttpResponseRedirect(safe_next(request)), outcome.cookies)
    return _wrong(request, outcome, forms[way], context)


def _second_step_context(request: Knocking, account: UUID, forms: Mapping[Way, Form]) -> dict[str, object]:
    return {
        "ways": selectors.ways_of(account, now()),
        "forms": {way.value: form for way, form in forms.items()},
        "next": request.POST.get("next") or request.GET.get("next") or "",
    }


def _way(typed: str) -> Way | None:
    return Way(typed) if typed in {way.value for way in SECOND_STEP_FORMS} else None


def _wrong(request: Knocking, outcome: Outcome, form: Form, context: dict[str, object]) -> HttpResponse:
    if not outcome.tries_left:
        request.session.forget()
        return render(request, "accounts/ended.html", {}, status=422)
    sentence = ngettext("不对，还可以再试 %(n)d 次。", "不对，还可以再试 %(n)d 次。", outcome.tries_left)
    form.add_error(None, sentence % {"n": outcome.tries_left})
    return render(request, "accounts/second_step.html", context, status=422)


def sign_out(request: Knocking) -> HttpResponse:
    """End this session; the cookie is worth nothing from then on, and the page asks the browser to forget."""
    here = standing(request)
    if here.session:
        lock_here(request, here)
        services.end_session(actor=here.owner, session=here.session, why=Why.SIGNED_OUT, at=now())
    request.session.forget()
    response = HttpResponseRedirect(reverse("accounts:sign-in"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return forget_browser_key(response)
