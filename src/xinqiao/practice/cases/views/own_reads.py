"""Who read my file: the client's own page."""

from django.http import HttpResponse
from django.shortcuts import render

from xinqiao.core.access.gate import DeskRequest
from xinqiao.practice.cases.selectors.own_reads import own_reads as read


def own_reads(request: DeskRequest) -> HttpResponse:
    """Every opening by month, by post and in plain words, and who has never opened anything."""
    return render(request, "cases/own_reads.html", {"reads": read(request.actor)})
