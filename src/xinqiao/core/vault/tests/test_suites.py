"""Suites: every ciphertext names its own, and two live side by side."""

import hmac
from hashlib import shake_256
from uuid import UUID, uuid4

import pytest

from xinqiao.core.vault import house, suites
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.suites import DoesNotOpen, InternationalSuite, Suites, UnknownSuite

ROW = UUID("7d0b0a52-3c3e-4f0a-9d53-2f1f0a1b2c3d")


class ToySuite:
    """A suite nobody would use: a stream from SHAKE-256 and an HMAC behind it."""

    id = 250
    digest = "SHAKE-256"
    agreement = "none"
    signature = "none"

    def seal(self, key: bytes, plaintext: bytes, associated: bytes) -> bytes:
        nonce = uuid4().bytes
        hidden = self._stream(key, nonce, plaintext)
        return nonce + hidden + hmac.digest(key, nonce + associated + hidden, "sha256")

    def open(self, key: bytes, sealed: bytes, associated: bytes) -> bytes:
        nonce, hidden, tag = sealed[:16], sealed[16:-32], sealed[-32:]
        if not hmac.compare_digest(tag, hmac.digest(key, nonce + associated + hidden, "sha256")):
            raise DoesNotOpen
        return self._stream(key, nonce, hidden)

    def _stream(self, key: bytes, nonce: bytes, text: bytes) -> bytes:
        stream = shake_256(key + nonce).digest(len(text))
        return bytes(one ^ other for one, other in zip(text, stream, strict=True))


@pytest.fixture
def two_suites(monkeypatch):
    both = Suites(writing=InternationalSuite())
    both.add(ToySuite())
    monkeypatch.setattr(house, "SUITES", both)
    return both


def test_two_suites_live_side_by_side(two_suites):
    first = house.seal("a.kind", ROW, 0, b"under suite 1")
    two_suites.writing = two_suites.by_id(ToySuite.id)
    second = house.seal("a.kind", ROW, 0, b"under the toy")

    assert (first[1], second[1]) == (1, 250)
    assert house.open("a.kind", ROW, 0, first) == b"under suite 1"
    assert house.open("a.kind", ROW, 0, second) == b"under the toy"


def test_a_ciphertext_relabelled_for_another_suite_stays_closed(two_suites):
    sealed = house.seal("a.kind", ROW, 0, b"text")

    with pytest.raises(SealBroken):
        house.open("a.kind", ROW, 0, sealed[:1] + bytes([ToySuite.id]) + sealed[2:])


def test_a_suite_this_program_lacks_stays_closed():
    sealed = house.seal("a.kind", ROW, 0, b"text")

    with pytest.raises(SealBroken):
        house.open("a.kind", ROW, 0, sealed[:1] + bytes([99]) + sealed[2:])
    with pytest.raises(UnknownSuite):
        suites.SUITES.by_id(99)


def test_two_suites_cannot_share_a_number(two_suites):
    class Impostor(ToySuite):
        id = 1

    with pytest.raises(ValueError, match="taken"):
        two_suites.add(Impostor())
