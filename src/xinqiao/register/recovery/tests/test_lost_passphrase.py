"""The whole story of a lost passphrase: reset, start code, new passphrase, request, envelope, and the old note opens."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.clock import freeze
from xinqiao.core.ledger import Event
from xinqiao.core.vault.documents import Form, Spot, file_document, open_document
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.person_keys import person_key_of
from xinqiao.core.vault.unlocking import unlocked
from xinqiao.register.accounts import services as accounts
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk, Why

from .builders import another_envelope, rules_allow

FIRST, SECOND, DIRECTORS = "雨天的那把伞 借给谁了", "窗台上第三盆绿萝 又开花", "旧书店二楼 靠窗的座位"
PRINCIPALS = "操场东边 那排老槐树"
NOTE = {"happened": "她说晚上睡不着。"}


@dataclass(frozen=True)
class NoteRead(Event):
    """A note was read."""

    kind = "recovery_test.note_read"


@dataclass(frozen=True)
class Inside:
    """Somebody at a browser, with the vault open."""

    session: UUID
    browser_key: bytes


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


def begin(cast: Cast, name: str, code: str, words: str) -> Inside:
    """In with the start code, and a passphrase of one's own."""
    proof = accounts.prove(sign_in=name, words=code, computers=(), address="", moment=NOW)
    opened = accounts.open_session(actor=proof.actor, proof=proof, label="", computers=(), at=NOW)
    begun = accounts.set_first_passphrase(actor=cast.actor(name), session=opened.session.pk, words=words, at=NOW)
    assert begun.browser_key is not None
    return Inside(opened.session.pk, begun.browser_key)


def new_account(cast: Cast, name: str) -> accounts.NewAccount:
    return accounts.make_account(actor=cast.actor("xu"), staff=cast.staff[name].pk, sign_in=name, at=NOW)


def read(cast: Cast, inside: Inside, spot: Spot) -> Any:
    grant = key_grant(cast.actor("shen"))
    with unlocked(inside.browser_key, owner=cast.staff["shen"].pk, session=inside.session, at=NOW) as keyring:
        return open_document(keyring=keyring, grant=grant, reading=NoteRead(spot.row), spot=spot, at=NOW).content


def at_the_terminal(monkeypatch: pytest.MonkeyPatch, **given: str) -> dict[str, Any]:
    """What `xinqiao recover` hears when these are typed."""
    answer = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(given)))
    call_command("recover_keys", stdout=answer)
    told: dict[str, Any] = json.loads(answer.getvalue())
    return told


def test_after_a_lost_passphrase_the_old_note_opens_again(fresh_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, shen = fresh_cast, fresh_cast.staff["shen"].pk
    words = cast.envelope().words
    account = new_account(cast, "shen")
    begin(cast, "he", new_account(cast, "he").start_code, PRINCIPALS)
    first = begin(cast, "shen", account.start_code, FIRST)
    grant = key_grant(cast.actor("shen"))
    dossier = make_dossier(grant=grant, kind="case", to=[person_key_of(shen)], clause="REC-01", at=NOW)
    spot = Spot(dossier, "recovery_test.note", uuid4())
    with unlocked(first.browser_key, owner=shen, session=first.session, at=NOW) as keyring:
        file_document(keyring=keyring, grant=grant, spot=spot, content=NOTE, form=Form("session_record", 1), at=NOW)

    reset = accounts.reset_account(
        actor=cast.actor("xu"), account=account.account.pk, clear_factors=True, end_key=True, at=NOW
    )
    again = begin(cast, "shen", reset.start_code, SECOND)
    with pytest.raises(NoKeyGrant):
        read(cast, again, spot)
    asked = services.ask_for_keys(actor=cast.actor("shen"), staff=shen, why=Why.FORGOT, at=NOW)
    me = {"sign_in": "he", "passphrase": PRINCIPALS}
    assert at_the_terminal(monkeypatch, **me) == {"wrong": [], "group": 0, "waiting": [[str(asked.pk), "沈知微"]]}
    with rules_allow(dossier.pk):
        told = at_the_terminal(monkeypatch, **me, ask=str(asked.pk), words=words)

    assert told == {"wrong": [], "group": 0, "granted": 1}
    assert read(cast, again, spot) == NOTE


def test_at_the_terminal_the_same_rules_are_asked(fresh_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, words = fresh_cast, fresh_cast.envelope().words
    begin(cast, "xu", new_account(cast, "xu").start_code, DIRECTORS)
    begin(cast, "he", new_account(cast, "he").start_code, PRINCIPALS)
    begin(cast, "shen", new_account(cast, "shen").start_code, FIRST)
    asked = services.ask_for_keys(actor=cast.actor("shen"), staff=cast.staff["shen"].pk, why=Why.FORGOT, at=NOW)
    give = {"ask": str(asked.pk), "words": words}

    def refused(sign_in: str, passphrase: str, **more: str) -> list[str]:
        wrong: list[str] = at_the_terminal(monkeypatch, sign_in=sign_in, passphrase=passphrase, **more)["wrong"]
        return wrong

    assert "登录名或口令不对" in refused("xu", FIRST, **give)[0]
    assert refused("shen", FIRST, **give)[0].startswith("没有等着你办的申请")
    assert refused("shen", FIRST)[1].startswith("There is no request for you")
    assert refused("xu", DIRECTORS, **give)[0].startswith("没有等着你办的申请")  # has issued the start code
    slip = "1" + words[1:] if words[0] != "1" else "2" + words[1:]
    said = refused("he", PRINCIPALS, **give | {"words": slip})
    assert ("第 1 组" in said[0], "1" in said[1], said[0] != said[1]) == (True, True, True)
    other = refused("he", PRINCIPALS, **give | {"words": another_envelope()})
    assert "另一个信封" in other[0]
    assert KeysAsk.objects.get().state == "asked"
