"""My cases: what is late first, by stage."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import services
from xinqiao.practice.cases.states import Stage

A_PAGE = 50


def cases(request: DeskRequest) -> HttpResponse:
    """One's own cases, open or closed, fifty on a page. No seal of people's is opened."""
    at, stage = now(), request.GET.get("stage", "")
    chosen = stage if stage in Stage.values else ""
    closed = chosen == Stage.CLOSED
    lines = services.open_cases(actor=request.actor, closed=closed, stage="" if closed else chosen, at=at)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "lines": [(line, line.is_late(at)) for line in page],
        "page": page,
        "total": len(lines),
        "late": sum(line.is_late(at) for line in lines),
        "stages": Stage.choices,
        "chosen": chosen,
        "closed": closed,
        "at": at,
    }
    return show(request, "cases/list.html", context)
