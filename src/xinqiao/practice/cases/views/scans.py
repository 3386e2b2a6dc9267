"""Scans of signed consents: put in while everything may be locked, looked at with the key of the case."""

from typing import IO, cast
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now
from xinqiao.core.forms import show
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.scans import ScanForm
from xinqiao.register.accounts.services import vault_of

from .files import streamed


def scan(request: DeskRequest, pk: UUID, consent: UUID) -> HttpResponse:
    """Put the scan of a signed form to the case. The upload stays in memory until it is sealed."""
    case = selectors.case_for(request.actor, pk)
    paper = selectors.signed_paper(case, consent)
    if request.method == "GET" and (paper.scanned_to is not None or not case.is_open):
        return redirect("cases:case", pk)
    is_sent = request.method == "POST"
    form = ScanForm(request.POST, request.FILES) if is_sent else ScanForm()
    page = ("cases/scan.html", {"form": form, "case": case, "paper": paper})
    request.on_problem = page
    if is_sent and form.is_valid():
        sent = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        services.keep_scan(
            actor=request.actor,
            case=pk,
            consent=consent,
            name=sent.name or "",
            stream=cast(IO[bytes], sent.file),
            at=now(),
        )
        messages.success(request, _("扫描件已加密存进个案。"))
        return redirect("cases:case", pk)
    return show(request, *page)


def open_scan(request: DeskRequest, pk: UUID, consent: UUID) -> StreamingHttpResponse:
    """The scan itself, a part at a time."""
    with vault_of(request) as keyring:
        opened = services.open_case_scan(actor=request.actor, keyring=keyring, case=pk, consent=consent, at=now())
    return streamed(opened, consent)
