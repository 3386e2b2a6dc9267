"""Suites: every ciphertext names its own, and two live side by side."""

from uuid import UUID

import pytest

from xinqiao.core.vault import house, people, suites
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.sealed import Place
from xinqiao.core.vault.suites import InternationalSuite, Suites, UnknownSuite

from .toy import ToySuite

ROW = UUID("7d0b0a52-3c3e-4f0a-9d53-2f1f0a1b2c3d")


@pytest.fixture
def two_suites(monkeypatch):
    both = Suites(writing=InternationalSuite())
    both.add(ToySuite())
    monkeypatch.setattr(house, "SUITES", both)
    monkeypatch.setattr(people, "SUITES", both)
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


def test_key_pairs_of_two_suites_live_side_by_side(two_suites):
    place, old, old_hand = Place("a.kind", ROW), people.new_pair(), people.new_signing_pair()
    two_suites.writing = two_suites.by_id(ToySuite.id)
    new, new_hand = people.new_pair(), people.new_signing_pair()

    for pair, number in ((old, 1), (new, 250)):
        sealed = people.seal_to(pair.public, place, b"text")
        assert (sealed[1], people.open_with(pair.private, place, sealed)) == (number, b"text")
    for hand, number in ((old_hand, 1), (new_hand, 250)):
        signature = people.sign(hand.private, b"text")
        assert (signature[1], people.verifies(hand.public, signature, b"text")) == (number, True)


def test_a_key_of_one_suite_opens_and_verifies_nothing_of_the_other(two_suites):
    place, old, hand = Place("a.kind", ROW), people.new_pair(), people.new_signing_pair()
    relabelled = old.private[:1] + bytes([ToySuite.id]) + old.private[2:]
    signature = people.sign(hand.private, b"text")

    with pytest.raises(SealBroken):
        people.open_with(relabelled, place, people.seal_to(old.public, place, b"text"))
    assert not people.verifies(hand.public[:1] + bytes([ToySuite.id]) + hand.public[2:], signature, b"text")
