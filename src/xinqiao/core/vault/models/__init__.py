"""What the vault keeps: which instance key this is, key pairs, grants of keys, sealed documents, unlocked keys."""

from xinqiao.core.vault.models.documents import SealedDocument
from xinqiao.core.vault.models.files import SealedChunk, SealedFile
from xinqiao.core.vault.models.grants import KeyGrant
from xinqiao.core.vault.models.instance import Instance
from xinqiao.core.vault.models.pairs import Dossier, KeyPair, PersonKey, RecoveryKey, TeamKey
from xinqiao.core.vault.models.unlocked import UnlockedKey
from xinqiao.core.vault.models.witness import Witness

__all__ = [
    "Dossier",
    "Instance",
    "KeyGrant",
    "KeyPair",
    "PersonKey",
    "RecoveryKey",
    "SealedChunk",
    "SealedDocument",
    "SealedFile",
    "TeamKey",
    "UnlockedKey",
    "Witness",
]
