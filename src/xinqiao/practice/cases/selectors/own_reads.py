"""Who read my file: for the client, by post, in plain words, from the same lines as at the desk."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Post, require
from xinqiao.core.clock.words import month_name
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.readings import READ_AGAIN
from xinqiao.core.ledger.selectors import entries_about_or_on
from xinqiao.core.vault.models import KeyGrant
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, CaseFile, FileKind, Record
from xinqiao.register.people.models import POST_LABELS

from .own_words import OTHERWISE, WHAT, why_of
from .reads import MOST, ReadRow, lines_of
from .rules import case_rules
from .words import NOT_SHOWN, OF_A_KEY, OF_A_PAPER
from .words import WHAT as AT_THE_DESK

SHUT_OUT = (Post.CLASS_TEACHER, Post.SUBJECT_TEACHER, Post.PRINCIPAL, Post.OFFICE, Post.KEEPER, Post.TECHNICIAN)
# What one asks about first; the rest is what goes with the work, and stands folded.
# What the client did with a code of their own.
NOT_HERE = (*NOT_SHOWN, "personal.code_used", "messages.")
TOLD_FIRST = ("cases.record_filed", "cases.record_printed", "cases.case_printed", "ledger.refused", "disclosures.")


@dataclass(frozen=True)
class OwnRead:
    """One line as the client reads it: who by post, what, why, when, how often."""

    row: ReadRow
    who: str
    name: str
    why: str
    asks: UUID | None

    @property
    def is_first(self) -> bool:
        """Whether it is an opening or the like, rather than what goes with the work."""
        return self.row.is_reading or self.row.kind.startswith(TOLD_FIRST)


@dataclass(frozen=True)
class Month:
    """The lines of one month: what was opened, and what goes with the work."""

    label: str
    rows: list[OwnRead]
    others: list[OwnRead]

    @property
    def times(self) -> int:
        """How often something was opened."""
        return sum(one.row.times for one in self.rows)


@dataclass(frozen=True)
class OwnReads:
    """Everything the client is shown, the newest month first; who has never opened anything."""

    months: list[Month]
    shut_out: list[str]
    has_file: bool


def own_reads(actor: Actor) -> OwnReads | None:
    """Who read, wrote or tried, about whoever asks; None for an account whose owner nobody has met.

    Looking here leaves no line of its own: nobody keeps that a client looked.
    """
    if not policy.may_see_own_reads(actor) or actor.pk is None:
        return None
    grant = require(actor, policy.may_see_own_reads)
    cases = list(Case.objects.filter(client=actor.pk).only("pk", "counsellor_id", "dossier_id", "notes_dossier_id"))
    papers = {one.pk: one for one in Record.objects.filter(case__in=cases)} if cases else {}
    dossiers = [pk for case in cases for pk in (case.dossier_id, case.notes_dossier_id) if pk]
    keys = {one.pk: one for one in KeyGrant.objects.filter(dossier__in=dossiers).defer("sealed")} if cases else {}
    own = {*papers, *dossiers, *keys, *(case.pk for case in cases)}
    found = {one.pk: one for one in entries_about_or_on(grant, actor.pk, own, MOST)}
    again = Counter(one.subject for one in found.values() if one.kind == READ_AGAIN)
    entries = [one for one in found.values() if one.actor != actor.pk and not one.kind.startswith(NOT_HERE)]
    files = dict(CaseFile.objects.filter(case__in=cases).values_list("pk", "kind")) if cases else {}
    notes = {case.notes_dossier_id for case in cases}
    words = {one.pk: _what(one, papers, keys, notes, files) for one in entries}
    serving = {case.counsellor_id for case in cases}
    names = case_rules().names_readers
    rows = [_own(row, actor.pk, serving, names=names) for row in lines_of(entries, words, again)]
    return OwnReads(_months(rows), _shut_out(rows), bool(cases))


def _what(
    entry: Entry,
    papers: Mapping[UUID, Record],
    keys: Mapping[UUID, KeyGrant],
    notes: Collection[UUID | None],
    files: Mapping[UUID, str],
) -> str:
    key = keys.get(entry.subject) if entry.subject else None
    if key is not None:
        whose = (entry.kind, key.dossier_id in notes, key.to_recovery_id is not None)
        return str(OF_A_KEY.get(whose, OTHERWISE))
    said = str(WHAT.get(entry.kind) or AT_THE_DESK.get(entry.kind) or OTHERWISE)
    paper = papers.get(entry.subject) if entry.subject and entry.kind in OF_A_PAPER else None
    title = FileKind(files[entry.subject]).label if entry.subject in files else paper.title if paper else ""
    return _("%(what)s：%(paper)s") % {"what": said, "paper": title} if title else said


def _own(row: ReadRow, client: UUID, serving: Collection[UUID], *, names: bool) -> OwnRead:
    if row.actor is None:
        who = _("程序自己")
    elif row.actor in serving:
        who = _("你的辅导老师")
    else:
        who = row.posts or _("学校里的一位老师")
    name = row.who if names and row.actor is not None and row.posts else ""
    # A line that is not about this client by number cannot be asked about by itself.
    return OwnRead(row, who, name, why_of(row.kind), row.entry if row.about == client and row.actor else None)


def _months(rows: Iterable[OwnRead]) -> list[Month]:
    found = []
    for (_year, _number), group in groupby(rows, key=lambda one: (one.row.on.year, one.row.on.month)):
        of_month = list(group)
        on: date = of_month[0].row.on
        label = _("%(year)d 年 %(month)s") % {"year": on.year, "month": month_name(on)}
        found.append(
            Month(label, [one for one in of_month if one.is_first], [one for one in of_month if not one.is_first])
        )
    return found


def _shut_out(rows: Iterable[OwnRead]) -> list[str]:
    """The posts whose holders have opened nothing; whoever was refused has opened nothing either."""
    opened = {one.row.posts for one in rows if one.row.is_reading and not one.row.is_refusal}
    return [str(POST_LABELS[post]) for post in SHUT_OUT if not any(str(POST_LABELS[post]) in said for said in opened)]
