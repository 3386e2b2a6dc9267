"""Who read this file."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import services

A_PAGE = 50


def reads(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Every reading, writing and refusal of one case, the newest first."""
    readers = services.open_readers(actor=request.actor, case=pk, at=now())
    page = Paginator(readers.rows, A_PAGE).get_page(request.GET.get("page"))
    return show(request, "cases/reads.html", {"readers": readers, "case": readers.case, "page": page})
