"""Files of a case: put in as they stream, opened in the page, never handed out as a download."""

import re
from typing import IO, cast
from urllib.parse import unquote
from uuid import UUID, uuid4

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import now, today
from xinqiao.core.forms import show
from xinqiao.core.vault.files import LONGEST, OpenedFile
from xinqiao.core.vault.media import Media
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.forms.files import AttachForm
from xinqiao.practice.cases.models import Case, CaseFile, FileKind
from xinqiao.practice.cases.services import Upload
from xinqiao.practice.cases.services.streaming import HELD
from xinqiao.register.accounts.services import vault_of
from xinqiao.register.people.selectors import person_behind

STREAM = "application/octet-stream"
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
# Whatever a file holds, it runs nothing, loads nothing and knows no page of ours. A browser shows no PDF inside a sandbox.
SHUT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SHUT_PDF = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'"
)


def attach(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put a file to a case. With a script it comes as a bare stream and is sealed as it arrives; without, as a form."""
    if request.method == "POST" and request.content_type == STREAM:
        return _stream(request, pk)
    case = selectors.case_for(request.actor, pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AttachForm(data, files, initial={"record": request.GET.get("record"), "token": uuid4()})
    page = ("cases/attach.html", {"form": form, "most": LONGEST, "held": HELD >> 20, **_of_case(request, case)})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        sent = cast("UploadedFile[bytes]", form.cleaned_data["file"])
        _attach(request, pk, form, Upload(cast(IO[bytes], sent), sent.name or "", sent.size or 0))
        messages.success(request, _("已加密存进个案。"))
        return redirect("cases:attach", pk)
    return show(request, *page)


def _of_case(request: DeskRequest, case: Case) -> dict[str, object]:
    person = person_behind(case.client_id)
    files = selectors.files_of(request.actor, case.pk)
    a_recording = next((one for one in files if one.is_recording), None)
    stops = a_recording is not None and selectors.is_stopped(a_recording, today())
    return {"case": case, "person": person, "files": files, "stops_recordings": stops}


def _attach(request: DeskRequest, case: UUID, form: AttachForm, upload: Upload) -> CaseFile:
    clean = form.cleaned_data
    return services.attach_file(
        actor=request.actor,
        case=case,
        kind=FileKind(clean["kind"]),
        upload=upload,
        record_id=clean["record"],
        token=clean["token"],
        at=now(),
    )


def _stream(request: DeskRequest, pk: UUID) -> JsonResponse:
    """The bytes as they come; what they are called, and what for, stands in headers, never in an address."""
    said = {name: request.headers.get(f"X-File-{name.title()}", "") for name in ("kind", "record", "token")}
    form = AttachForm(said, with_file=False)
    length = request.headers.get("Content-Length") or ""
    if not form.is_valid() or not length.isdigit():
        sentence = _("这份材料缺了种类，什么也没有存。请重新打开页面再传。")
        return JsonResponse({"sentence": sentence}, status=422)
    name = unquote(request.headers.get("X-File-Name", ""), errors="replace")
    try:
        _attach(request, pk, form, Upload(request, name, int(length)))
    except Problem as wrong:
        return JsonResponse({"sentence": str(wrong)}, status=wrong.status)
    messages.success(request, _("已加密存进个案。"))
    return JsonResponse({"kept": True})


def file(request: DeskRequest, pk: UUID) -> HttpResponseBase:
    """A file, or the stretch of it that a player asks for."""
    start, length = _wanted(request.headers.get("Range", ""))
    with vault_of(request) as keyring:
        opened = services.open_case_file(
            actor=request.actor, keyring=keyring, file_id=pk, at=now(), start=start or 0, length=length
        )
    size = opened.header.size
    if start is not None and start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = streamed(opened, pk, status=200 if start is None else 206)
    response.headers["Accept-Ranges"] = "bytes"
    if start is not None:
        response.headers["Content-Range"] = f"bytes {start}-{opened.start + opened.length - 1}/{size}"
    return response


def streamed(opened: OpenedFile, pk: UUID, status: int = 200) -> StreamingHttpResponse:
    """What was opened, a part at a time. It runs nothing, loads nothing, and its name says nothing."""
    media = Media(opened.header.media)
    words = "; charset=utf-8" if media is Media.TEXT else ""
    response = StreamingHttpResponse(opened.parts, status=status, content_type=f"{media.value}{words}")
    response.headers["Content-Length"] = str(opened.length)
    # Not the name it came with: that may name somebody, and a browser remembers it.
    response.headers["Content-Disposition"] = f'inline; filename="{str(pk)[:8]}"'
    response.headers["Content-Security-Policy"] = SHUT_PDF if media is Media.PDF else SHUT
    return response


def _wanted(header: str) -> tuple[int | None, int | None]:
    """First byte and count of one stretch; anything else asks for the whole, which RFC 9110 allows."""
    found = RANGE.fullmatch(header.strip())
    if found is None or not found[1]:
        return None, None
    start = int(found[1])
    if not found[2]:
        return start, None
    end = int(found[2])
    return (start, end - start + 1) if end >= start else (None, None)


@csp_update({"media-src": [SELF]})  # type: ignore[arg-type]
def listen(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A recording with its player. Nothing is opened before somebody presses play."""
    found = selectors.file_for(request.actor, pk)
    person = person_behind(found.case.client_id)
    context = {"file": found, "case": found.case, "person": person, "is_stopped": selectors.is_stopped(found, today())}
    return render(request, "cases/listen.html", context)
