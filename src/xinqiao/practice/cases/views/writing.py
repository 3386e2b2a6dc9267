"""Writing: a paper is begun, kept while it is written, signed, or not to be written at all.

Text never travels unsealed to anywhere but the page it was typed into: where the
vault or the screen turns out to be locked, it is sealed as a draft first.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from xinqiao.core.access.gate import DeskRequest
from xinqiao.core.clock import at_local, now, today
from xinqiao.core.forms import show, uuid_or_none
from xinqiao.core.vault.keyring import Locked
from xinqiao.practice.cases import rules, selectors, services
from xinqiao.practice.cases.forms.writing import DropForm, RecordForm, StartForm
from xinqiao.practice.cases.models import Case, DropReason, Kind, Record
from xinqiao.practice.cases.rules import TALKS, IncompleteRecord
from xinqiao.practice.cases.rules.wording import DIAGNOSES
from xinqiao.register.accounts import selectors as accounts
from xinqiao.register.accounts.services import vault_of
from xinqiao.register.people.selectors import person_behind
from xinqiao.register.people.selectors.clients import Person

from .asking import to_vault, vault_or_none

PLACE_BY_WAY = {"in_person": "room", "phone": "phone", "video": "online"}
FILE, SAVE, MORE = "file", "save", "more"


@dataclass
class Desk:
    """What the page around a paper shows; asked for when it is drawn."""

    record: Record
    saved_at: datetime | None = None

    @cached_property
    def person(self) -> Person | None:
        """Whose case it is."""
        return person_behind(self.record.case.client_id)

    @property
    def words(self) -> str:
        """What the page gives a kind word about, for its script."""
        return "|".join(DIAGNOSES)

    @property
    def is_talk(self) -> bool:
        """Whether it is about something that was said at a time."""
        return self.record.kind in TALKS

    @cached_property
    def keys(self) -> selectors.WhoOpens:
        """Who can open the case, this paper with it."""
        return selectors.who_opens(self.record.case, now())

    @cached_property
    def unwritten(self) -> list[Record]:
        """What keeps a case from being closed."""
        return selectors.unwritten_in(self.record.case) if self.record.kind == Kind.CLOSING else []


def start(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Begin a paper in a case. A talk that the register does not know says when it was; a closing says what it does."""
    case = selectors.case_for(request.actor, pk)
    data = request.POST if "day" in request.POST else None
    kind = request.POST.get("kind") or request.GET.get("kind") or ""
    form = StartForm(data, initial={"kind": kind})
    page = ("cases/start.html", {"form": form, **_start_page(case, kind)})
    request.on_problem = page
    if request.method != "POST":
        rules.check_may_write(
            kind if kind in Kind.values else Kind.SESSION, case.stage
        )  # no form is offered that would be refused
    if request.method == "POST" and kind in Kind.values and (data is None or form.is_valid()):
        made = services.start_record(
            actor=request.actor,
            case=pk,
            kind=kind,
            token=uuid_or_none(request.POST.get("token")) or uuid4(),
            at=now(),
            **_times(form if data is not None else None),
        )
        return redirect("cases:note" if kind == Kind.NOTE else "cases:write", pk if kind == Kind.NOTE else made.pk)
    return show(request, *page)


def _start_page(case: Case, kind: str) -> dict[str, Any]:
    known = Kind(kind) if kind in Kind.values else Kind.SESSION
    unwritten = selectors.unwritten_in(case) if known is Kind.CLOSING else []
    person = person_behind(case.client_id)
    return {"case": case, "kind": known, "is_talk": known in TALKS, "unwritten": unwritten, "person": person}


def _times(form: StartForm | None) -> dict[str, Any]:
    if form is None or form.cleaned_data.get("kind") not in TALKS:
        return {}
    clean = form.cleaned_data
    ends = at_local(clean["day"], clean["ends"]) if clean.get("ends") else None
    return {"starts_at": at_local(clean["day"], clean["begins"]), "ends_at": ends}


def write(request: DeskRequest, pk: UUID) -> HttpResponse:
    """The editor. Without an open vault a paper nobody has begun can be written; one half written waits for the keys."""
    found = selectors.record_for(request.actor, pk)
    if found.kind == Kind.NOTE:
        return redirect("cases:note", found.case_id)
    if not found.is_open:
        return redirect("cases:record", pk)
    return write_page(request, found)


def write_page(request: DeskRequest, found: Record) -> HttpResponse:
    """The editor over what is kept, or the page that asks for the keys."""
    try:
        with vault_or_none(request) as keyring:
            unsaved = services.open_draft(actor=request.actor, keyring=keyring, record_id=found.pk, at=now())
            plan: dict[str, Any] = {}
            if not unsaved.revision and keyring is not None and found.kind in {Kind.PLAN, Kind.CLOSING}:
                plan = services.open_plan_for(actor=request.actor, keyring=keyring, record_id=found.pk, at=now())
    except Locked:
        kept = selectors.draft_of(found)
        context = {"record": found, "kept": kept, "person": Desk(found).person, "back": request.path}
        return render(request, "cases/sealed_draft.html", context)
    content = unsaved.fields if unsaved.revision else _known(found) | plan
    form = RecordForm(rules.form_to_write(found.kind, found.number), content=content, seen=unsaved.revision)
    return _editor(request, unsaved.record, form, unsaved.saved_at)


def _known(record: Record) -> dict[str, Any]:
    """What the register and the case know already."""
    way = record.coded.get("way", "")
    known = {"way": way, "place": PLACE_BY_WAY.get(way, ""), "themes": record.coded.get("themes", [])}
    names = {field.name for field in rules.form_of(record.kind).fields()}
    return {name: value for name, value in known.items() if value and name in names}


def _editor(
    request: DeskRequest, record: Record, form: RecordForm, saved_at: datetime | None = None, status: int = 200
) -> HttpResponse:
    page = "cases/note.html" if record.kind == Kind.NOTE else "cases/write.html"
    return render(request, page, _frame(record, form, saved_at), status=status)


def _frame(record: Record, form: RecordForm, saved_at: datetime | None = None) -> dict[str, Any]:
    return {"form": form, "record": record, "case": record.case, "desk": Desk(record, saved_at), "today": today()}


def sign(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Sign and file what the page holds; or, without a script, keep it or add rows to a table. A GET leads to the editor."""
    found = selectors.record_for(request.actor, pk)
    if request.method != "POST":
        return redirect("cases:write", pk)
    form = RecordForm(rules.form_to_write(found.kind, found.number), request.POST)
    act, content, seen = request.POST.get("act", FILE), form.content(), form.revision
    request.on_problem = ("cases/write.html", _frame(found, form))
    if act == MORE:
        return _editor(request, found, form)
    if act == SAVE:
        return _keep(request, found, form)
    try:
        with vault_of(request) as keyring:
            done = services.file_record(
                actor=request.actor, keyring=keyring, record_id=pk, content=content, seen=seen, at=now()
            )
    except Locked:
        return _keep(request, found, form, locked=True)
    except IncompleteRecord as incomplete:
        form.blame(incomplete.faults)
        return _editor(request, found, form, status=incomplete.status)
    return _after(request, done, content)


def _keep(request: DeskRequest, found: Record, form: RecordForm, *, locked: bool = False) -> HttpResponse:
    """Seal what was typed, then lead to the keys or back to the editor."""
    services.save_draft(actor=request.actor, record_id=found.pk, content=form.content(), seen=form.revision, at=now())
    if locked and not _is_screen_locked(request):
        messages.info(request, _("写的内容已加密存好。开锁以后回到这里，再签名归入。"))
        return to_vault(reverse("cases:write", args=[found.pk]))
    messages.success(request, _("草稿已加密存好。"))
    return redirect("cases:write", found.pk)


def _after(request: DeskRequest, done: Record, content: dict[str, Any]) -> HttpResponse:
    """What comes next: people in danger, the original of an addition, the next talk of today, or the case."""
    said = _("%(what)s已签名归入。") % {"what": done.title}
    messages.success(request, said)
    if done.kind == Kind.ADDITION and done.adds_to_id:
        return redirect("cases:record", done.adds_to_id)
    if rules.is_danger(done.kind, content):
        return redirect("cases:record", done.pk)
    upcoming = selectors.next_to_write(request.actor, now()) if done.kind in TALKS else None
    if upcoming is not None:
        messages.info(request, _("今天还有一次谈话没有记录，这就是。"))
        return redirect("cases:write", upcoming.pk)
    return redirect("cases:case", done.case_id)


def drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    """There is nothing to write, and why."""
    found = selectors.record_for(request.actor, pk)
    form = DropForm(request.POST if request.method == "POST" else None)
    page = ("cases/drop.html", {"form": form, "record": found, "desk": Desk(found)})
    request.on_problem = page
    if request.method == "POST" and form.is_valid():
        reason = DropReason(form.cleaned_data["reason"])
        services.drop_record(actor=request.actor, record_id=pk, reason=reason, at=now())
        messages.success(request, _("注明了不用写。"))
        return redirect("cases:case", found.case_id)
    return show(request, *page)


def last(request: DeskRequest, pk: UUID) -> HttpResponse:
    """What was agreed the last time: a part of the editor, asked for by it once the page stands."""
    try:
        with vault_of(request) as keyring:
            agreed = services.open_agreed(actor=request.actor, keyring=keyring, record_id=pk, at=now())
    except Locked:
        return render(request, "cases/_last.html", {"locked": True, "back": reverse("cases:write", args=[pk])})
    return render(request, "cases/_last.html", {"agreed": agreed})


def _is_screen_locked(request: DeskRequest) -> bool:
    return accounts.standing(request, at=now()).is_locked
