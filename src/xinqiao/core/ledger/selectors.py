"""Reading the ledger, one question at a time. Whoever asks shows a grant: what is in here tells who did what."""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from xinqiao.core.access import Grant
from xinqiao.core.ledger.models import Entry
from xinqiao.core.ledger.readings import READ_AGAIN
from xinqiao.core.ledger.refusals import REFUSALS_COUNTED, REFUSED

REFERENCE = re.compile(r"R-([0-9A-F]{4})-([0-9A-F]{4})")
MOST = 500


@dataclass(frozen=True)
class Reading:
    """One reading, however often the page was turned to within ten minutes."""

    entry: UUID
    kind: str
    form: str
    actor: UUID | None
    subject: UUID
    rule: str
    clauses: tuple[str, ...]
    at: datetime
    times: int


def entries_about(grant: Grant, about: UUID, most: int = MOST) -> QuerySet[Entry]:
    """What was done about a client number, the newest first."""
    return Entry.objects.filter(about=about).order_by("-at", "id")[:most]


def readings_about(grant: Grant, about: UUID, most: int = MOST) -> list[Reading]:
    """Who read something about a client number, the newest first: what a client may ask to see."""
    entries = Entry.objects.filter(about=about).exclude(kind=READ_AGAIN).order_by("-at", "id")
    firsts = [(entry, json.loads(entry.body)) for entry in entries.filter(body__contains='"form":"')[:most]]
    repeats = Counter(Entry.objects.filter(about=about, kind=READ_AGAIN).values_list("subject", flat=True))
    return [
        Reading(
            entry.id,
            entry.kind,
            said["form"],
            entry.actor,
            entry.subject,
            entry.rule,
            tuple(entry.clauses),
            entry.at,
            1 + repeats[entry.id],
        )
        for entry, said in firsts
        if said["form"] is not None
    ]


def entries_on(grant: Grant, subjects: Collection[UUID], most: int = MOST) -> list[Entry]:
    """What was done to these rows, read of them, or refused to whoever asked for them by their ids, the newest first."""
    return list(Entry.objects.filter(subject__in=subjects).exclude(kind=READ_AGAIN).order_by("-at", "id")[:most])


def entries_about_or_on(grant: Grant, about: UUID, subjects: Collection[UUID], most: int = MOST) -> list[Entry]:
    """Both at once, repeats of a reading among them: what was done about a client number or to any of these rows."""
    rows = Entry.objects.filter(Q(about=about) | Q(subject__in=subjects))
    return list(rows.order_by("-at", "id")[:most])


def refusals_by_reference(grant: Grant, reference: str) -> QuerySet[Entry]:
    """The refusal whose number somebody reads out from the page, nearly always one; none if it is not a number."""
    read = REFERENCE.fullmatch(reference.strip().upper())
    if read is None:
        return Entry.objects.none()
    first = UUID(hex="".join(read.groups()) + "0" * 24)
    last = UUID(hex="".join(read.groups()) + "f" * 24)
    return Entry.objects.filter(id__gte=first, id__lte=last, kind__in=(REFUSED, REFUSALS_COUNTED)).order_by("at")
