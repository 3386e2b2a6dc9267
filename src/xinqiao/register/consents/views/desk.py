"""Consents at the desk: one client's page, entering, taking back, and the school's rules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access import Missing
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.clock.words import full_day
from xinqiao.core.forms import show
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.forms import PaperForm, RulesForm, StrikeForm, WithdrawForm, WordForm


def of_client(request: DeskRequest, client: UUID) -> HttpResponse:
    """What stands, what is missing, a signed form to enter, and the history."""
    page = services.open_consents(actor=request.actor, client=client, at=now())
    form = PaperForm(request.POST or None, page=page)
    shown = ("consents/of.html", {"page": page, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        services.record_paper_consent(actor=request.actor, client=client, at=now(), **form.arguments())
        messages.success(request, _("登记好了。"))
        return redirect("consents:of", client)
    return show(request, *shown)


def say(request: DeskRequest, client: UUID) -> HttpResponse:
    """Somebody agreed by word of mouth; the paper is to follow."""
    page = services.open_consents(actor=request.actor, client=client, at=now())
    form = WordForm(request.POST or None, page=page)
    shown = ("consents/say.html", {"page": page, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        made = services.note_verbal_consent(actor=request.actor, client=client, at=now(), **form.arguments())
        until = full_day(made.valid_until) if made.valid_until else ""
        messages.success(request, _("记下了。请在 %(day)s以前补签纸面的同意书。") % {"day": until})
        return redirect("consents:of", client)
    return show(request, *shown)


def withdraw(request: DeskRequest, client: UUID) -> HttpResponse:
    """Somebody takes a consent back."""
    page = services.open_consents(actor=request.actor, client=client, at=now())
    form = WithdrawForm(request.POST or None, page=page)
    shown = ("consents/withdraw.html", {"page": page, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        services.withdraw(actor=request.actor, client=client, at=now(), **form.arguments())
        messages.success(request, _("记下了，从今天起不再作数。"))
        return redirect("consents:of", client)
    return show(request, *shown)


def strike(request: DeskRequest, client: UUID, pk: UUID) -> HttpResponse:
    """A line was a mistake."""
    page = services.open_consents(actor=request.actor, client=client, at=now())
    line = next((one for one in page.rows if one.row.pk == pk), None)
    if line is None:
        raise Missing("consents.consent", pk)
    form = StrikeForm(request.POST or None)
    shown = ("consents/strike.html", {"page": page, "line": line, "form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        services.strike_consent(actor=request.actor, consent=pk, at=now(), **form.cleaned_data)
        messages.success(request, _("这一条划去了，留在记录里。"))
        return redirect("consents:of", client)
    return show(request, *shown)


def set_rules(request: DeskRequest) -> HttpResponse:
    """What the school asks of whom."""
    form = RulesForm(request.POST or None, initial=selectors.rules_now())
    shown = ("consents/rules.html", {"form": form})
    request.on_problem = shown
    if request.method == "POST" and form.is_valid():
        services.set_rules(actor=request.actor, at=now(), **form.cleaned_data)
        messages.success(request, _("记下了，从现在起按这个办。"))
        return redirect("consents:rules")
    return show(request, *shown)
