"""A filed paper with what was added to it later, and what was agreed the last time."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Actor, require
from xinqiao.core.vault.contents import DocumentBroken
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.reading import open_each
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import RecordRead
from xinqiao.practice.cases.models import Record

from .readings import Shown, shown_of
from .standing import check_has_signed
from .taking import spot_of

AGREED = ("next", "agreed", "next_on")


@dataclass(frozen=True)
class Paper:
    """A filed paper, its additions in order, and the rows of those that are not what was filed."""

    record: Record
    shown: Shown | None = field(repr=False)
    additions: list[Shown] = field(repr=False)
    broken: list[Record]


def open_paper(*, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime) -> Paper:
    """A filed paper and everything added to it: one reading, one key. Raises `Missing`, `NotSigned`, `NoKeyGrant`, `Locked`."""
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_see_record, found)
    check_has_signed(actor, at)
    rows = {found.pk: found, **{one.pk: one for one in selectors.additions_to(found)}}
    reading = RecordRead(subject=found.pk, about=found.case.client_id, case=found.case_id)
    spots = [spot_of(one) for one in rows.values()]
    opened = open_each(keyring=keyring, grant=grant, reading=reading, spots=spots, at=at)
    shown = {pk: shown_of(rows[pk], one) for pk, one in opened.items() if not isinstance(one, DocumentBroken)}
    additions = [shown[pk] for pk in rows if pk in shown and pk != found.pk]
    return Paper(found, shown.get(found.pk), additions, [row for pk, row in rows.items() if pk not in shown])


def open_agreed(*, actor: Actor, keyring: Keyring, record_id: UUID, at: datetime) -> Shown | None:
    """What was agreed at the talk before this one, for whoever writes about the next. Raises what `open_paper` raises."""
    found = selectors.record_for(actor, record_id)
    grant = require(actor, policy.may_write, found)
    last = selectors.talk_before(found)
    if last is None:
        return None
    check_has_signed(actor, at)
    reading = RecordRead(subject=last.pk, about=found.case.client_id, case=found.case_id)
    opened = open_each(keyring=keyring, grant=grant, reading=reading, spots=[spot_of(last)], at=at)[last.pk]
    if isinstance(opened, DocumentBroken):
        raise opened
    whole = shown_of(last, opened)
    kept = {name: whole.fields[name] for name in AGREED if name in whole.fields}
    return Shown(last, whole.form, kept, whole.opened)
