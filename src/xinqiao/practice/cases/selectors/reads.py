"""Who read and wrote a case, in words a client understands, drawn from the ledger alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xinqiao.core.access import Grant
from xinqiao.core.clauses import catalogue
from xinqiao.core.clock import local
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.readings import READ_AGAIN
from xinqiao.core.ledger.refusals import REFUSED
from xinqiao.core.ledger.selectors import entries_about_or_on
from xinqiao.core.vault.models import KeyGrant
from xinqiao.practice.cases.models import Case, CaseFile, FileKind, Record
from xinqiao.register.people.models import POST_LABELS, PostHeld
from xinqiao.register.people.selectors import staff_by_pk

from .words import NOT_SHOWN, OF_A_KEY, OF_A_PAPER, OTHERWISE, WHAT

MOST = 4000
# A request by right may be about whoever reads this page; its reading stands on the client's own page.
NOT_AT_THE_DESK = (*NOT_SHOWN, "rights.")
READING = '"form":"'


@dataclass(frozen=True)
class ReadRow:
    """One line: when, who, what, by which clause, how many times on that day."""

    at: datetime
    on: date
    who: str
    posts: str
    what: str
    clauses: tuple[tuple[str, str], ...]
    times: int
    is_refusal: bool
    kind: str = ""
    actor: UUID | None = None
    entry: UUID | None = None
    about: UUID | None = None
    is_reading: bool = False


def readers_of(grant: Grant, case: Case) -> list[ReadRow]:
    """Everything about this case, the newest first; the same by the same person on one day is one line with a count.

    What belongs to another case of the same client is left out: that is another
    counsellor's file, or another page.
    """
    papers = {one.pk: one for one in Record.objects.filter(case=case)}
    dossiers = [pk for pk in (case.dossier_id, case.notes_dossier_id) if pk]
    keys = {one.pk: one for one in KeyGrant.objects.filter(dossier__in=dossiers).defer("sealed")}
    own = {case.pk, *papers, *dossiers, *keys}
    found = {one.pk: one for one in entries_about_or_on(grant, case.client_id, {*own, case.client_id}, MOST)}
    again = Counter(one.subject for one in found.values() if one.kind == READ_AGAIN)
    entries = [one for one in found.values() if _belongs(one, case, own)]
    files = dict(CaseFile.objects.filter(case=case).values_list("pk", "kind"))
    return lines_of(entries, {one.pk: _what(one, case, papers, keys, files) for one in entries}, again)


def _belongs(entry: Entry, case: Case, own: Collection[UUID]) -> bool:
    if entry.kind.startswith(NOT_AT_THE_DESK):
        return False
    if entry.kind == REFUSED or not entry.kind.startswith("cases."):
        return True
    return entry.subject in own or entry.facts.get("case") == str(case.pk)


def lines_of(entries: Iterable[Entry], words: Mapping[UUID, str], again: Mapping[UUID | None, int]) -> list[ReadRow]:
    """Entries as lines, the newest first; the same by the same person on one day is one line with a count."""
    entries = sorted(entries, key=lambda one: one.at, reverse=True)
    people = {one.actor for one in entries if one.actor}
    held = list(PostHeld.objects.filter(staff__in=people).select_related("staff"))
    names = {one.staff_id: one.staff.name for one in held}
    themselves = {one.actor for one in entries if one.actor == one.about}
    if unknown := people - set(names) - themselves:  # somebody who never held a post, or a guardian
        names |= {pk: staff.name for pk, staff in staff_by_pk(unknown).items()}
    names |= {pk: _("来访者本人") if pk in themselves else _("来访者家里的人") for pk in people - set(names) if pk}
    rows: dict[tuple[object, ...], ReadRow] = {}
    for one in entries:
        on = local(one.at).date()
        key = (on, one.actor, one.kind, words[one.pk])
        count = 1 + again.get(one.pk, 0)
        if key in rows:
            rows[key] = replace(rows[key], times=rows[key].times + count)
            continue
        rows[key] = ReadRow(
            at=one.at,
            on=on,
            who=names.get(one.actor, "") if one.actor else _("程序自己"),
            posts=_posts(held, one.actor, on),
            what=words[one.pk],
            clauses=_clauses(one),
            times=count,
            is_refusal=one.kind == REFUSED,
            kind=one.kind,
            actor=one.actor,
            entry=one.pk,
            about=one.about,
            is_reading=READING in one.body,
        )
    return list(rows.values())


def _posts(held: Iterable[PostHeld], actor: UUID | None, on: date) -> str:
    """What somebody was on that day, not what they are now."""
    posts = {
        str(label)
        for post, label in POST_LABELS.items()
        for one in held
        if one.staff_id == actor
        and one.post == post.value
        and one.starts_on <= on
        and (one.ends_on is None or on <= one.ends_on)
    }
    return _("，").join(sorted(posts))


def _what(
    entry: Entry,
    case: Case,
    papers: Mapping[UUID, Record],
    keys: Mapping[UUID, KeyGrant],
    files: Mapping[UUID, str],
) -> str:
    key = keys.get(entry.subject) if entry.subject else None
    if key is not None:
        whose = (entry.kind, key.dossier_id == case.notes_dossier_id, key.to_recovery_id is not None)
        return str(OF_A_KEY.get(whose, OTHERWISE))
    said = str(WHAT.get(entry.kind, OTHERWISE))
    file = files.get(entry.subject) if entry.subject else None
    if file is not None:
        return _("%(what)s：%(paper)s") % {"what": said, "paper": FileKind(file).label}
    paper = papers.get(entry.subject) if entry.subject else None
    if paper is None or entry.kind not in OF_A_PAPER:
        return said
    return _("%(what)s：%(paper)s") % {"what": said, "paper": paper.title}


def _clauses(entry: Entry) -> tuple[tuple[str, str], ...]:
    known, english = catalogue(), (get_language() or "").startswith("en")
    return tuple((one, known[one].en if english else known[one].zh) for one in entry.clauses or () if one in known)
