"""Keeping what is half written while it is written. Answers say when it was kept, and nothing of what."""

from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.middleware.csrf import get_token

from xinqiao.core.access import Problem
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import local, now
from xinqiao.practice.cases import rules, selectors, services
from xinqiao.practice.cases.forms.writing import RecordForm
from xinqiao.practice.cases.states import WrongState


def draft(request: DeskRequest, pk: UUID) -> JsonResponse:
    """GET: which revision is kept, and a fresh token for a page that stood open over a new sign-in. POST: keep this."""
    found = selectors.record_for(request.actor, pk)
    if request.method != "POST":
        kept = selectors.draft_of(found)
        return JsonResponse({"revision": kept.revision if kept else 0, "token": get_token(request)})
    form = RecordForm(rules.form_of(found.kind), request.POST)
    content, at = form.content(), now()
    try:
        revision = services.save_draft(actor=request.actor, record_id=pk, content=content, seen=form.revision, at=at)
    except services.StaleDraft as stale:
        return _said("stale", stale)
    except WrongState as over:
        return _said("over", over)
    except Problem as wrong:
        return _said("wrong", wrong)
    return JsonResponse({"revision": revision, "saved": f"{local(at):%H:%M}"})


def _said(why: str, problem: Problem) -> JsonResponse:
    said: dict[str, Any] = {"why": why, "sentence": str(problem)}
    return JsonResponse(said, status=problem.status)
