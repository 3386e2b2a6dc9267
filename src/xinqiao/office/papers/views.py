"""Papers at the desk."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.office.papers import selectors
from xinqiao.office.papers.services import pdf_headers

PAPERS_ON_A_PAGE = 40


def papers(request: DeskRequest) -> HttpResponse:
    """The empty forms, and the register of what was printed."""
    page = Paginator(selectors.papers_for(request.actor), PAPERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"blanks": selectors.blanks_for(request.actor), "page": page, "rows": selectors.rows_of(page)}
    return render(request, "papers/list.html", context)


def blank(request: DeskRequest, form: str) -> HttpResponse:
    """An empty form, to be printed."""
    return HttpResponse(selectors.blank_form(form), headers=pdf_headers(form))
