"""People with keys, dossiers and documents, for the drills: through the vault's own services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from xinqiao.core.access import PROGRAM, Actor, Grant, Held, Post, require
from xinqiao.core.ledger import Event
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.vault.documents import Form, Opened, Spot, file_document, keep_document, open_document
from xinqiao.core.vault.dossiers import make_dossier, make_team_key
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import Dossier, PersonKey, TeamKey
from xinqiao.core.vault.person_keys import keyring_under, make_person_key
from xinqiao.core.vault.recovery import confirm_recovery, make_recovery, recover
from xinqiao.core.vault.unlocking import locks_before, unlock

NOTE, DRAFT = "drill.note", "drill.draft"
FORM = Form("drill_note", 1)
CLAUSE = "REC-01"
DOSSIERS = 3


@dataclass(frozen=True)
class NoteRead(Event):
    """A note of a drill was read."""

    kind = "drill.note_read"


@dataclass(frozen=True)
class Writer:
    """A member of staff, and what a passphrase would give to seal with."""

    staff: UUID
    sealing_key: bytes = field(repr=False)

    @property
    def actor(self) -> Actor:
        """As a counsellor."""
        return Actor(self.staff, frozenset({Held(Post.COUNSELLOR)}))

    @property
    def grant(self) -> Grant:
        """May do what a drill does."""
        return require(self.actor, may_drill)

    def as_json(self) -> dict[str, str]:
        """To be kept outside of the school."""
        return {"staff": str(self.staff), "sealing_key": self.sealing_key.hex()}

    @classmethod
    def of(cls, known: dict[str, str]) -> "Writer":
        """What `as_json` gave."""
        return cls(UUID(known["staff"]), bytes.fromhex(known["sealing_key"]))

    def key(self) -> PersonKey:
        """The key pair."""
        return PersonKey.objects.get(owner=self.staff, ended_at=None)

    def keyring(self) -> Keyring:
        """Unlocked."""
        return keyring_under(self.key(), self.sealing_key)


def may_drill(actor: Actor) -> bool:
    """Whoever runs a drill may do so in a school that is thrown away after it."""
    return True


def program_grant() -> Grant:
    """For what nobody in particular does."""
    return require(PROGRAM, may_drill)


def make_envelope(at: datetime) -> str:
    """The recovery key's words: before anything else, because a school has one envelope."""
    words = make_recovery(grant=program_grant(), at=at).words
    confirm_recovery(grant=program_grant(), words=words, at=at)
    return words


def make_key(writer: Writer, at: datetime) -> None:
    """A key pair, and a vault left open: a thief may come while somebody works. Unlocking witnesses the ledger."""
    make_person_key(grant=writer.grant, owner=writer.staff, sealing_key=writer.sealing_key, at=at)
    seal_once()  # a first head, for the witness
    locks = locks_before(writer.staff)
    unlock(
        grant=writer.grant,
        owner=writer.staff,
        session=uuid4(),
        sealing_key=writer.sealing_key,
        locks_seen=locks,
        at=at,
    )


def write_some(
    writers: Sequence[Writer], count: int, content: str, draft: str, at: datetime
) -> tuple[list[UUID], list[UUID]]:
    """Dossiers and a team's key, documents in several revisions, and what came in unsigned."""
    first = writers[0]
    team = make_team_key(grant=first.grant, name=f"drill-{uuid4().hex[:6]}", to=[first.key()], clause=CLAUSE, at=at)
    holders: list[PersonKey | TeamKey] = [first.key(), team]
    dossiers = [
        make_dossier(grant=first.grant, kind="drill", to=holders[: 1 + place % 2], clause=CLAUSE, at=at)
        for place in range(DOSSIERS)
    ]
    rows = [uuid4() for _ in range(count)]
    keyring = first.keyring()
    for place, row in enumerate(rows):
        dossier = dossiers[place % DOSSIERS]
        for turn in range(1 + place % 2):
            write(keyring, first, dossier, row, {"happened": content, "turn": turn}, at)
        keep_document(grant=first.grant, spot=Spot(dossier, DRAFT, row), content=draft, form=FORM, at=at)
    return [one.pk for one in dossiers], rows


def write(keyring: Keyring, writer: Writer, dossier: Dossier, row: UUID, content: Any, at: datetime) -> None:
    """File one note, signed."""
    spot = Spot(dossier, NOTE, row)
    file_document(keyring=keyring, grant=writer.grant, spot=spot, content=content, form=FORM, at=at)


def read(keyring: Keyring, writer: Writer, dossier: Dossier, row: UUID, at: datetime) -> Opened:
    """Open one note; the reading is on record before."""
    spot = Spot(dossier, NOTE, row)
    return open_document(keyring=keyring, grant=writer.grant, reading=NoteRead(row), spot=spot, at=at)


def reseal(words: str, to: Writer, dossiers: Sequence[UUID], at: datetime) -> int:
    """By the words in the envelope, for somebody who had no key to these dossiers; how many were given."""
    grant = program_grant()
    return len(recover(grant=grant, words=words, to=to.key(), opens=dossiers, clause=CLAUSE, at=at))
