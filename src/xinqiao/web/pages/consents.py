"""A consent that was given on the screen, on paper: for the client, or for the file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import xinqiao.register.consents as consents
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.office.papers.services import (
    Classification,
    FormSpec,
    paper_class,
    paper_day,
    paper_language,
    paper_moment,
    print_paper,
    register_form,
)
from xinqiao.register.consents import policy, services
from xinqiao.register.consents.selectors import SignedOnScreen

SIGNED = register_form(
    FormSpec(
        id="consent-on-screen",
        version="1",
        title=gettext_lazy("知情同意书（屏幕上签）"),
        template=Path(consents.__path__[0]) / "papers" / "signed.typ",
        classification=Classification.CONTENT,
        may=policy.may_keep_consents,
        clauses=("CNS-01",),
    )
)


@transaction.atomic
def print_signed(request: DeskRequest, consent: UUID) -> HttpResponse:
    """What was read and signed, word for word; the reading is on record."""
    found = services.open_signed(actor=request.actor, consent=consent, at=now())
    with paper_language():
        values, purpose = _values(found), _("给来访者本人，或者归档")
    paper = print_paper(actor=request.actor, form=SIGNED.id, data=values, purpose=purpose, at=now())
    return HttpResponse(paper.pdf, headers=paper.headers)


def _values(found: SignedOnScreen) -> dict[str, Any]:
    row, question = found.row, found.question
    until = paper_day(row.valid_until) if row.valid_until else _("撤回为止")
    facts = [
        (_("姓名"), found.name),
        (_("年级班级"), paper_class(found.detail)),
        (_("同意什么"), str(row.get_purpose_display())),
        (_("谁同意的"), found.who),
        (_("签名的日期"), paper_day(row.signed_on)),
        (_("到哪天为止"), until),
    ]
    parts: list[tuple[str, Sequence[str]]] = [(_("老师写的"), [found.note])] if found.note else []
    if question is not None:
        parts += [
            (_("是什么事"), question.what),
            (_("谁会知道"), question.who),
            (_("说不也可以"), [*question.no, *question.change]),
        ]
    ended = _("已在 %(day)s撤回。") % {"day": paper_day(row.ended_at)} if row.ended_at else ""
    return {
        "sub": question.title if question else "",
        "facts": [{"label": label, "value": value} for label, value in facts],
        "sections": [{"title": title, "lines": list(lines)} for title, lines in parts],
        "lost": ""
        if question
        else _("当时读的文字已经改过，这一版程序里没有。它的摘要：%(digest)s") % {"digest": found.digest},
        "name": found.signature.name,
        "strokes": [[list(point) for point in line] for line in found.signature.lines],
        "how": _("在本人自己的页面上读过、签过，%(when)s登记。%(ended)s")
        % {"when": paper_moment(row.entered_at), "ended": ended},
    }
