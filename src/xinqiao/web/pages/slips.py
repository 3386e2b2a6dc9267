"""Slips for the own door, on paper: the codes are made and printed in one breath, and kept nowhere."""

from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext, gettext_lazy

import xinqiao.register.personal as personal
from xinqiao.core.access import Missing
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.office.papers.services import (
    Classification,
    FormSpec,
    paper_class,
    paper_day,
    paper_language,
    print_paper,
    register_form,
)
from xinqiao.register.people.models import ClientKind
from xinqiao.register.personal import policy, services
from xinqiao.register.personal.selectors import slip_address
from xinqiao.register.personal.services import Slips

SLIPS = register_form(
    FormSpec(
        id="door-slips",
        version="1",
        title=gettext_lazy("校园服务登录纸条"),
        template=Path(personal.__path__[0]) / "papers" / "slips.typ",
        classification=Classification.OPERATIONAL,
        may=policy.may_hand_out_slips,
    )
)
KINDS = {kind.value: kind for kind in (ClientKind.STUDENT, ClientKind.GUARDIAN)}


@transaction.atomic
def print_class(request: DeskRequest, school_class: UUID) -> HttpResponse:
    """The slips of a class; a paper that cannot be set leaves the slips that are out as they were."""
    kind = KINDS.get(request.POST.get("kind", ""), ClientKind.STUDENT)
    with paper_language():
        made = services.make_class_slips(actor=request.actor, school_class=school_class, kind=kind, at=now())
    return _printed(request, made)


@transaction.atomic
def print_one(request: DeskRequest, kind: str, person: UUID) -> HttpResponse:
    """A new slip for one person."""
    if kind not in KINDS:
        raise Missing("personal.personalaccount", person)
    with paper_language():
        made = services.make_one_slip(actor=request.actor, kind=KINDS[kind], person=person, at=now())
    return _printed(request, made)


def _printed(request: DeskRequest, made: Slips) -> HttpResponse:
    slips = [
        {
            "name": one.name,
            "detail": " ".join(filter(None, [paper_class(one.school_class), one.whose])),
            "sign_in": one.sign_in,
            "code": one.code,
        }
        for one in made.slips
    ]
    values = {"slips": slips, "until": paper_day(made.until), "address": slip_address(request)}
    with paper_language():
        purpose = gettext("发给本人")
    paper = print_paper(actor=request.actor, form=SLIPS.id, data=values, purpose=purpose, at=now())
    return HttpResponse(paper.pdf, headers=paper.headers)
