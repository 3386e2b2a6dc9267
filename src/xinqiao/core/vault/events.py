"""What happens to keys and sealed documents. Ids and check values only; no event says what a document holds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from xinqiao.core.ledger import Event


class What(StrEnum):
    """Kinds of key pairs. Values are stored."""

    PERSON = "person"
    TEAM = "team"
    DOSSIER = "dossier"
    RECOVERY = "recovery"


@dataclass(frozen=True)
class KeyMade(Event):
    """A key pair was made; `fingerprint` is the SHA-256 of its public halves, as a number."""

    kind = "vault.key_made"
    what: What | None = None
    fingerprint: int = 0
    owner: UUID | None = None


@dataclass(frozen=True)
class KeyEnded(Event):
    """A key pair counts no longer: nothing is sealed to it from now on."""

    kind = "vault.key_ended"
    what: What | None = None


@dataclass(frozen=True)
class PersonKeyResealed(Event):
    """A person's private halves follow a new passphrase."""

    kind = "vault.person_key_resealed"


@dataclass(frozen=True)
class VaultUnlocked(Event):
    """A person's keys were unlocked; `subject` is the owner."""

    kind = "vault.unlocked"
    session: UUID | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class VaultLocked(Event):
    """A person's unlocked keys were destroyed; `subject` is the owner."""

    kind = "vault.locked"
    session: UUID | None = None


@dataclass(frozen=True)
class KeyGranted(Event):
    """The key of `opens` was sealed to `to`; `subject` is the grant."""

    kind = "vault.key_granted"
    opens: UUID | None = None
    to: UUID | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class KeyGrantEnded(Event):
    """A grant was ended and its ciphertext removed."""

    kind = "vault.key_grant_ended"
    opens: UUID | None = None


@dataclass(frozen=True)
class DocumentSealed(Event):
    """A revision was sealed; `subject` is the row it belongs to, `digest` the SHA-256 of the sealed bytes."""

    kind = "vault.document_sealed"
    document: UUID | None = None
    dossier: UUID | None = None
    place: int = 0
    revision: int = 0
    digest: int = 0
    signed: bool = False


@dataclass(frozen=True)
class FileSealed(Event):
    """A file was sealed; `subject` is the row it belongs to, `digest` one SHA-256 over header and chunks."""

    kind = "vault.file_sealed"
    file: UUID | None = None
    dossier: UUID | None = None
    place: int = 0
    chunks: int = 0
    digest: int = 0


@dataclass(frozen=True)
class DossierDestroyed(Event):
    """A dossier, everything sealed to it and every way to its key were emptied; `subject` is the dossier."""

    kind = "vault.dossier_destroyed"
    documents: int = 0
    files: int = 0
    grants: int = 0


@dataclass(frozen=True)
class RecoveryConfirmed(Event):
    """The sheet in the envelope was read back and is right."""

    kind = "vault.recovery_confirmed"


@dataclass(frozen=True)
class Recovered(Event):
    """Keys were sealed anew to a person by the envelope; `subject` is that person's key pair."""

    kind = "vault.recovered"
    granted: int = 0
