"""The people's seal in bytes: a box opens for one key in one place; a signature is good for one text."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core.vault import people
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.sealed import Place

PLACE = Place("a.kind", UUID("7d0b0a52-3c3e-4f0a-9d53-2f1f0a1b2c3d"), 3)
MINE, HAND = people.new_pair(), people.new_signing_pair()


@given(st.binary(max_size=400))
def test_what_was_sealed_to_a_key_opens_with_its_private_half(plaintext):
    assert people.open_with(MINE.private, PLACE, people.seal_to(MINE.public, PLACE, plaintext)) == plaintext


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_is_good_for_its_text_alone(text, other):
    signature = people.sign(HAND.private, text)

    assert people.verifies(HAND.public, signature, text)
    assert people.verifies(HAND.public, signature, other) is (text == other)


@pytest.mark.parametrize(
    "place", [Place("a.kin", PLACE.row, 3), Place("a.kind", uuid4(), 3), Place("a.kind", PLACE.row, 2)]
)
def test_it_opens_in_no_other_place(place):
    with pytest.raises(SealBroken):
        people.open_with(MINE.private, place, people.seal_to(MINE.public, PLACE, b"text"))


def test_it_opens_with_no_other_key_and_not_with_the_public_half():
    sealed = people.seal_to(MINE.public, PLACE, b"text")

    for key in (people.new_pair().private, MINE.public, HAND.private, b"", b"\x01\x01", b"\x01\x63" + bytes(32)):
        with pytest.raises(SealBroken):
            people.open_with(key, PLACE, sealed)


def test_not_one_bit_can_be_changed():
    sealed = people.seal_to(MINE.public, PLACE, b"text")

    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            people.open_with(MINE.private, PLACE, bytes(changed))


@pytest.mark.parametrize("public", [b"", b"\x01\x01", b"\x01\x01" + bytes(32), b"\x02\x01" + bytes(32), b"\x01\x63x"])
def test_nothing_is_sealed_to_what_is_no_key(public):
    with pytest.raises(SealBroken):
        people.seal_to(public, PLACE, b"text")


@pytest.mark.parametrize("signature", [b"", b"\x01\x01", b"\x01\x01" + bytes(64), b"\x01\x63" + bytes(64)])
def test_what_is_no_signature_does_not_verify(signature):
    assert not people.verifies(HAND.public, signature, b"text")


def test_lengths_are_hidden_up_to_the_next_64():
    assert len({len(people.seal_to(MINE.public, PLACE, b"x" * length)) for length in (0, 1, 30, 60)}) == 1


def test_a_pair_shows_no_private_half():
    assert MINE.private.hex() not in repr(MINE)
    assert repr(MINE.private) not in repr(MINE)
