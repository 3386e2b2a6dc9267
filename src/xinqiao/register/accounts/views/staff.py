"""The director's list: who has an account, and what to do when somebody is locked out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access import Missing
from xinqiao.core.clock import now, today
from xinqiao.register.accounts import policy, selectors, services
from xinqiao.register.accounts.forms import MakeAccount, ReopenAccount, ResetAccount
from xinqiao.register.accounts.models import Account
from xinqiao.register.accounts.rules import COMPUTER_CODE_LASTS, START_CODE_LASTS
from xinqiao.register.accounts.services import NewAccount
from xinqiao.register.accounts.views.common import Knocking, show_on_problem


def staff(request: Knocking) -> HttpResponse:
    """Everybody who works here, with posts and accounts."""
    context = {
        "lines": selectors.staff_lines(request.actor, today(), now()),
        "may_make": policy.may_make_accounts(request.actor),
    }
    return render(request, "accounts/staff.html", context)


def make(request: Knocking) -> HttpResponse:
    """An account for somebody; its start code is shown once."""
    people = selectors.staff_without_account(request.actor)
    wanted = request.GET.get("for", "")
    form = MakeAccount(request.POST or None, people=people, initial={"staff": wanted})
    context = {"form": form, "people": people}
    if not form.is_valid():
        return render(request, "accounts/make.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/make.html", context)
    new = services.make_account(
        actor=request.actor,
        staff=form.cleaned_data["staff"].pk,
        sign_in=form.cleaned_data["sign_in"],
        at=now(),
    )
    return _show_start_code(request, new)


def account(request: Knocking, pk: UUID) -> HttpResponse:
    """One account: its state, its computers, what can be done."""
    found = _found(request, pk)
    context = {
        "account": found,
        "computers": selectors.computers_of(request.actor, found.pk),
        "ways": selectors.ways_of(found.pk, now()),
        "may_close": policy.may_close(request.actor, found),
        "may_reset": policy.may_reset(request.actor, found),
        "may_issue": policy.may_issue_computer_code(request.actor, found),
        "at": now(),
    }
    return render(request, "accounts/account.html", context)


def reset(request: Knocking, pk: UUID) -> HttpResponse:
    """Let somebody in again who forgot; asks first, and says what it means."""
    found = _found(request, pk)
    form = ResetAccount(
        request.POST if request.method == "POST" else None, has_key=selectors.has_key(request.actor, found)
    )
    context = {"account": found, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/reset.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/reset.html", context)
    new = services.reset_account(
        actor=request.actor,
        account=found.pk,
        clear_factors=form.cleaned_data["clear_factors"],
        end_key=form.cleaned_data["end_key"],
        at=now(),
    )
    return _show_start_code(request, new)


def close(request: Knocking, pk: UUID) -> HttpResponse:
    """Close an account; asks first."""
    found = _found(request, pk)
    if request.method == "GET":
        return render(request, "accounts/close.html", {"account": found})
    services.close_account(actor=request.actor, account=found.pk, at=now())
    messages.success(request, _("账号已关闭，正在登录的都已退出。"))
    return HttpResponseRedirect(reverse("accounts:account", args=[found.pk]))


def reopen(request: Knocking, pk: UUID) -> HttpResponse:
    """Open a closed account again; asks first where a key would be lost. Its start code is shown once."""
    found = _found(request, pk)
    form = ReopenAccount(
        request.POST if request.method == "POST" else None, has_key=selectors.has_key(request.actor, found)
    )
    context = {"account": found, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/reopen.html", context, status=422 if form.is_bound else 200)
    show_on_problem(request, "accounts/reopen.html", context)
    new = services.reopen_account(actor=request.actor, account=found.pk, end_key=form.cleaned_data["end_key"], at=now())
    return _show_start_code(request, new)


def computer_code(request: Knocking, pk: UUID) -> HttpResponse:
    """A code with which this account registers one computer within a quarter of an hour."""
    found = _found(request, pk)
    new = services.issue_computer_code(actor=request.actor, account=found.pk, at=now())
    minutes = int(COMPUTER_CODE_LASTS.total_seconds()) // 60
    return render(request, "accounts/computer_code.html", {"account": found, "code": new.code, "minutes": minutes})


def forget_computer(request: Knocking, pk: UUID, computer: UUID) -> HttpResponse:
    """A computer of this account no longer counts."""
    services.forget_computer(actor=request.actor, computer=computer, at=now())
    messages.success(request, _("这台电脑不再算数，这个账号正在登录的都已退出。"))
    return HttpResponseRedirect(reverse("accounts:account", args=[pk]))


def _found(request: Knocking, pk: UUID) -> Account:
    found = selectors.account_for(request.actor, pk)
    if found is None:
        raise Missing("accounts.account", pk)
    return found


def _show_start_code(request: Knocking, new: NewAccount) -> HttpResponse:
    """The only page that ever shows a start code."""
    context = {"account": new.account, "code": new.start_code, "days": START_CODE_LASTS.days}
    return render(request, "accounts/start_code.html", context)
