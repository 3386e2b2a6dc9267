"""A few addresses for tests beside the real ones: things that are missing, closed, in the way, or slow to be sent."""

from uuid import UUID

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from xinqiao.core.access import Actor, Denied, Missing, Problem
from xinqiao.core.access.gate import gate, signed_in
from xinqiao.register.accounts.services import vault_of

DENIED = UUID("11111111-1111-4111-8111-111111111111")


def nobody(actor: Actor) -> bool:
    """Open to no post at all."""
    return False


class Note(forms.Form):
    """A form as areas have them."""

    who = forms.CharField(label="谁")
    words = forms.CharField(label="一句话", widget=forms.Textarea, required=False)


class Everything(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="姓名", help_text="和名册上一样", max_length=60)
    day = forms.DateField(label="哪一天", widget=forms.DateInput(attrs={"type": "date"}))
    way = forms.ChoiceField(
        label="怎么约的", choices=[("a", "本人"), ("b", "电话"), ("c", "老师代约")], widget=forms.RadioSelect
    )
    need = forms.ChoiceField(label="事由", choices=[("", "请选择"), ("a", "学习")])
    more = forms.MultipleChoiceField(
        label="还有", choices=[("a", "睡眠"), ("b", "家庭")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label="一句话", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="已当面说明保密的范围")
    file = forms.FileField(label="名册文件", help_text="Excel 或 CSV，50 MB 以内")


def thing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Missing or forbidden, as a service would say it."""
    if pk == DENIED:
        raise Denied("tests.may_see", ("CNF-01",), pk)
    raise Missing("tests.thing", pk)


def taken(request: HttpRequest) -> HttpResponse:
    """Somebody was faster; the view did not say on which page to show it."""
    raise Problem("这个时间刚刚被别人约走了。")


def record(request: HttpRequest) -> HttpResponse:
    """A page with a form that needs the vault to be sent; looking at it does not."""
    if request.method == "POST" or "open" in request.GET:
        with vault_of(request):
            return HttpResponse("opened")
    return note(request)


def file_record(request: HttpRequest) -> HttpResponse:
    """An address that is only ever sent to, from the page above."""
    with vault_of(request):
        return HttpResponse("filed")


def note(request: HttpRequest) -> HttpResponse:
    """A form whose service finds a problem."""
    form = Note(request.POST or None)
    request.on_problem = ("note.html", {"form": form})  # type: ignore[attr-defined]
    if form.is_valid():
        raise Problem("已经有人写过这一句。", status=409)
    return render(request, "note.html", {"form": form})


def too_big(request: HttpRequest) -> HttpResponse:
    """More than may be sent."""
    raise RequestDataTooBig


def no_database(request: HttpRequest) -> HttpResponse:
    """The database is away."""
    raise OperationalError("connection refused")


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component."""
    form = Everything({"name": "古丽努尔·阿卜杜热依木", "day": "2026-13-01"})
    form.add_error(None, "这个时间刚刚被别人约走了。最近的空位：14:30、15:30、明天 08:20。")
    steps = [
        {"label": "选文件", "href": "#1", "done": True},
        {"label": "看一遍", "href": "#2", "current": True},
        {"label": "存"},
    ]
    return render(request, "gallery.html", {"form": form, "steps": steps, "page": Paginator(range(95), 20).page(2)})


BOTH = ("GET", "POST")
ours = [
    gate("record/", record, name="record", may=signed_in, methods=("GET", "POST")),
    gate("record/file/", file_record, name="file-record", may=signed_in, methods=("POST",)),
    gate("thing/<uuid:pk>/", thing, name="thing", may=signed_in),
    gate("closed/", gallery, name="closed", may=nobody),
    gate("taken/", taken, name="taken", may=signed_in, methods=BOTH),
    gate("note/", note, name="note", may=signed_in, methods=BOTH),
    gate("too-big/", too_big, name="too-big", may=signed_in, methods=BOTH),
    gate("no-database/", no_database, name="no-database", may=signed_in),
    gate("gallery/", gallery, name="gallery", may=signed_in),
]
urlpatterns = [path("", include("xinqiao.web.urls")), path("tests/", include((ours, "tests")))]
handler400 = "xinqiao.web.errors.bad_request"
handler403 = "xinqiao.web.errors.permission_denied"
handler404 = "xinqiao.web.errors.page_not_found"
handler500 = "xinqiao.web.errors.server_error"
