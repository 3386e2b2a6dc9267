"""Somebody may be in danger: what to do first, and saying that it is done."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Post
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.cases import selectors, services
from xinqiao.register.people.models import Staff
from xinqiao.register.people.selectors import staff_holding

KINDS = tuple(kind.key for kind in services.HELP)


def first_things(actor: Actor, owed: Sequence[Obligation], directors: Iterable[Staff] | None = None) -> dict[str, Any]:
    """What a page about a case shows above all while help is owed: the three things, and whom to tell."""
    if not owed:
        return {}
    found = staff_holding(Post.DIRECTOR, today()) if directors is None else directors
    others = [one for one in found if one.pk != actor.pk]
    above = [] if others else [one for one in staff_holding(Post.PRINCIPAL, today()) if one.pk != actor.pk]
    verbs = {kind.key: kind.verb for kind in services.HELP}
    return {
        "help_owed": [(row, verbs[row.kind]) for row in owed],
        "help_until": min(row.due_at for row in owed),
        "directors": others,
        "principals": above,
    }


def helped(request: DeskRequest, pk: UUID) -> HttpResponse:
    """These of the three things are done now."""
    services.confirm_help(actor=request.actor, case=pk, done=set(request.POST.getlist("done")) & {*KINDS}, at=now())
    if selectors.help_owed(pk, KINDS):
        messages.info(request, _("记下了。没有打勾的还要接着办。"))
    else:
        messages.success(request, _("三件事都记下了，各有时间。接着写记录，每次见面再问。"))
    return redirect("cases:case", pk)
