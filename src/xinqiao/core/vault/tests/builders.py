"""People with keys, a dossier and what it takes to ask for it, for the tests of the people's seal."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from xinqiao.core.access import Actor, Held, Post, require
from xinqiao.core.ledger import Event
from xinqiao.core.vault.documents import Form, Spot, file_document, open_document
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.models import Dossier, PersonKey
from xinqiao.core.vault.person_keys import make_person_key
from xinqiao.core.vault.recovery import Sheet, make_recovery
from xinqiao.core.vault.unlocking import locks_before, unlock, unlocked

NOW = datetime(2026, 10, 15, 6, 9, tzinfo=UTC)
SHEN = Actor(UUID("5e5e5e5e-0000-4000-8000-000000000001"), frozenset({Held(Post.COUNSELLOR)}), "沈知微")
LU = Actor(UUID("5e5e5e5e-0000-4000-8000-000000000002"), frozenset({Held(Post.COUNSELLOR)}), "陆听雨")
XU = Actor(UUID("5e5e5e5e-0000-4000-8000-000000000003"), frozenset({Held(Post.DIRECTOR)}), "许静安")
PASSPHRASES = {SHEN.pk: b"s" * 32, LU.pk: b"l" * 32, XU.pk: b"x" * 32}
CLAUSE = "REC-01"
FORM = Form("session_record", 1)
CONTENT = {"happened": "她说晚上睡不着。", "next": "下周三再来"}


@dataclass(frozen=True)
class NoteRead(Event):
    """A note was read."""

    kind = "vault_test.note_read"


def may_write(actor):
    return actor.holds(Post.COUNSELLOR, Post.DIRECTOR)


def grant(actor=SHEN):
    return require(actor, may_write)


@dataclass
class Scene:
    """Three people with keys, the envelope, and Shen's dossier."""

    sheet: Sheet
    keys: dict[UUID, PersonKey]
    dossier: Dossier

    def spot(self, row=None, kind="vault_test.note"):
        return Spot(self.dossier, kind, row or uuid4())


def set_the_scene():
    sheet = make_recovery(grant=grant(XU), at=NOW)
    keys = {pk: make_person_key(grant=grant(), owner=pk, sealing_key=key, at=NOW) for pk, key in PASSPHRASES.items()}
    dossier = make_dossier(grant=grant(), kind="case", to=[keys[SHEN.pk]], clause=CLAUSE, at=NOW)
    return Scene(sheet, keys, dossier)


def unlock_for(actor=SHEN, session=None, at=NOW):
    session = session or uuid4()
    seen = locks_before(actor.pk)
    key = PASSPHRASES[actor.pk]
    return session, unlock(grant=grant(actor), owner=actor.pk, session=session, sealing_key=key, locks_seen=seen, at=at)


@contextmanager
def keyring_of(actor=SHEN, at=NOW):
    session, browser_key = unlock_for(actor, at=at)
    with unlocked(browser_key, owner=actor.pk, session=session, at=at) as keyring:
        yield keyring


def file_one(keyring, spot, content=CONTENT, actor=SHEN, at=NOW):
    return file_document(keyring=keyring, grant=grant(actor), spot=spot, content=content, form=FORM, at=at)


def read(keyring, spot, actor=SHEN, at=NOW, **more):
    return open_document(keyring=keyring, grant=grant(actor), reading=NoteRead(spot.row), spot=spot, at=at, **more)
