"""Credentials at the desk: the director's list, one person's page, and the forms."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.register.credentials import policy, selectors, services
from xinqiao.register.credentials.forms import AddQualification, End, SignAgreement, Withdraw
from xinqiao.register.credentials.rules import ANNOUNCED_AHEAD


def home(request: DeskRequest) -> HttpResponse:
    """The director's list; for everybody else the own page."""
    if not policy.may_keep_credentials(request.actor) and request.actor.pk:
        return person(request, request.actor.pk)
    found = selectors.lines(request.actor, today())
    context = {
        "lines": found,
        "complete": sum(line.standing.ok for line in found),
        "soon": sum(bool(line.soon) for line in found),
        "days": ANNOUNCED_AHEAD.days,
    }
    return render(request, "credentials/list.html", context)


def person(request: DeskRequest, staff: UUID) -> HttpResponse:
    """One person's papers, what is lacking, and what to do."""
    page = selectors.person_page(request.actor, staff, today())
    context = {
        "page": page,
        "person": page.line.staff,
        "is_own": request.actor.pk == staff,
        "may_enter": policy.may_enter(request.actor, page.line.staff),
    }
    return render(request, "credentials/person.html", context)


def add_qualification(request: DeskRequest, staff: UUID) -> HttpResponse:
    """Enter a degree, a certificate or a training that was seen."""
    holder = selectors.staff_for(request.actor, staff)
    witnesses = selectors.witnesses_for(staff, today())
    form = AddQualification(
        request.POST or None, witnesses=witnesses, initial={"kind": request.GET.get("kind", ""), "valid_from": today()}
    )
    if request.method == "POST" and form.is_valid():
        services.add_qualification(actor=request.actor, staff=staff, at=now(), **form.cleaned_data)
        messages.success(request, _("登记好了。"))
        return redirect("credentials:person", staff)
    return _form(request, "credentials/add_qualification.html", form, {"person": holder})


def sign_agreement(request: DeskRequest, staff: UUID) -> HttpResponse:
    """Enter a promise of secrecy that was signed on paper."""
    holder = selectors.staff_for(request.actor, staff)
    witnesses = selectors.witnesses_for(staff, today())
    form = SignAgreement(request.POST or None, witnesses=witnesses, initial={"signed_on": today()})
    if request.method == "POST" and form.is_valid():
        services.sign_agreement(actor=request.actor, staff=staff, at=now(), **form.cleaned_data)
        messages.success(request, _("登记好了。"))
        return redirect("credentials:person", staff)
    return _form(request, "credentials/sign_agreement.html", form, {"person": holder})


def withdraw_qualification(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take a qualification back; says what it means first."""
    found = selectors.qualification_for(request.actor, pk)
    form = Withdraw(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_qualification(actor=request.actor, qualification=pk, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了：这一份不再作数。"))
        return redirect("credentials:person", found.staff_id)
    return _form(request, "credentials/withdraw.html", form, {"paper": found, "person": found.staff})


def end_agreement(request: DeskRequest, pk: UUID) -> HttpResponse:
    """End a promise of secrecy; says what it means first."""
    found = selectors.agreement_for(request.actor, pk)
    form = End(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.end_agreement(actor=request.actor, agreement=pk, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了：这一份不再作数。"))
        return redirect("credentials:person", found.staff_id)
    return _form(request, "credentials/end.html", form, {"paper": found, "person": found.staff})


def _form(request: DeskRequest, template: str, form: Form, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context | {"form": form}, status=422 if form.is_bound else 200)
