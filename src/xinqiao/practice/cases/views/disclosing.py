"""Giving something out of a case: choose what, write it, see exactly what they will see, and then give it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import local, now
from xinqiao.core.forms import show
from xinqiao.office.disclosures.models import KINDS, DisclosureKind, Why
from xinqiao.office.disclosures.selectors import guardians_to_give
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.giving import OFFERED, GiveForm
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.services import NotSigned
from xinqiao.register.people.selectors import person_behind

from .asking import vault_or_none

PREVIEW, GIVE = "preview", "give"


def give(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Which kind; then its form; then “this is what they will see”; then it is given."""
    case, at = selectors.case_for(request.actor, pk), now()
    context: dict[str, Any] = {"case": case, "person": person_behind(case.client_id)}
    kind = KINDS.get(request.GET.get("kind", ""))
    if kind is None or kind not in OFFERED:
        return render(request, "cases/give.html", context | {"kinds": OFFERED})
    form, is_locked = _form(request, case, kind, at)
    context |= {"kind": kind, "form": form, "is_locked": is_locked}
    request.on_problem = ("cases/give_form.html", context)
    act = request.POST.get("act")
    if request.method != "POST" or not form.is_valid() or act not in {PREVIEW, GIVE}:
        return show(request, "cases/give_form.html", context)
    wanted, token = form.wanted(case.client_id), form.cleaned_data["token"]
    if act == PREVIEW:
        shown = services.preview_giving(request.actor, case, wanted, token, at)
        is_own = shown.basis.why is Why.OWN
        seen = context | {"shown": shown, "sent": _sent(request), "is_own": is_own}
        return render(request, "cases/give_preview.html", seen)
    services.give_from_case(
        actor=request.actor,
        case=case.pk,
        wanted=wanted,
        token=token,
        previewed=request.POST.get("previewed", ""),
        at=at,
    )
    messages.success(request, _("给出去了，来访者的清单里有这一条。"))
    return redirect("cases:given", case.pk)


def given(request: DeskRequest, pk: UUID) -> HttpResponse:
    """What was given out of this case, seen or not; what was not seen can be taken back."""
    page = services.open_given_list(actor=request.actor, case=pk, at=now())
    return show(request, "cases/given.html", {"case": page.case, "person": page.person, "rows": page.rows})


def take_back(request: DeskRequest, pk: UUID, given: UUID) -> HttpResponse:
    """It has not been seen: it is gone from their page, and stays in the client's list."""
    services.take_back_given(actor=request.actor, case=pk, given=given, at=now())
    messages.success(request, _("收回了。还没有人看过。"))
    return redirect("cases:given", pk)


def print_given(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The same list on paper, for the client."""
    printed = services.print_leavings(actor=request.actor, case=pk, at=now())
    return HttpResponse(printed.pdf, headers=printed.headers)


def _form(request: DeskRequest, case: Case, kind: DisclosureKind, at: datetime) -> tuple[GiveForm, bool]:
    """The form of a kind, and whether goals cannot be ticked because the vault is locked.

    What comes back from the preview is held to what was shown there, so the plan is not opened for it again.
    """
    goals, is_locked = (request.POST.getlist("ticked"), False)
    if kind.key == "goals" and request.POST.get("act") != GIVE:
        goals, is_locked = _goals(request, case, at)
    guardians = guardians_to_give(case.client_id, local(at).date())
    return GiveForm(request.POST or None, kind=kind, guardians=guardians, goals=goals), is_locked


def _goals(request: DeskRequest, case: Case, at: datetime) -> tuple[list[str], bool]:
    with vault_or_none(request) as keyring:
        if keyring is None:
            return [], True
        try:
            return services.open_goals(actor=request.actor, keyring=keyring, case=case.pk, at=at), False
        except NotSigned:
            return [], True


def _sent(request: DeskRequest) -> list[tuple[str, str]]:
    """What the form was sent with, to be sent again as it is."""
    left_out = {"csrfmiddlewaretoken", "act", "previewed"}
    return [(name, value) for name in request.POST for value in request.POST.getlist(name) if name not in left_out]
