"""The first page of the own door."""

from django.http import HttpResponse
from django.shortcuts import render

from xinqiao.core.access.gate import DeskRequest


def home(request: DeskRequest) -> HttpResponse:
    """What waits for a pupil or a guardian, and where to go from here."""
    return render(request, "me/home.html", {})
