"""The house seal: bytes go in for one place and come out there and nowhere else."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.core import keys
from xinqiao.core.vault import house
from xinqiao.core.vault.house import SealBroken
from xinqiao.core.vault.sealed import Place, pad, unpad
from xinqiao.core.vault.suites import DoesNotOpen

ROW = UUID("7d0b0a52-3c3e-4f0a-9d53-2f1f0a1b2c3d")
OTHER = UUID("00000000-0000-4000-8000-000000000000")


@given(st.binary(max_size=400))
def test_what_was_sealed_comes_out_again(plaintext):
    assert house.open("a.kind", ROW, 0, house.seal("a.kind", ROW, 0, plaintext)) == plaintext


@pytest.mark.parametrize(
    ("kind", "row", "revision"),
    [
        ("a.kin", ROW, 0),
        ("a.kind2", ROW, 0),
        ("a.kind", OTHER, 0),
        ("a.kind", ROW, 1),
    ],
)
def test_it_opens_nowhere_else(kind, row, revision):
    sealed = house.seal("a.kind", ROW, 0, b"text")

    with pytest.raises(SealBroken) as broken:
        house.open(kind, row, revision, sealed)

    assert (broken.value.kind, broken.value.row) == (kind, row)
    assert "text" not in str(broken.value)


def test_not_one_bit_can_be_changed():
    sealed = house.seal("a.kind", ROW, 0, b"text")

    for place in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            house.open("a.kind", ROW, 0, bytes(changed))


@pytest.mark.parametrize("cut", [b"", b"\x01", b"\x01\x01", b"\x01\x01" + bytes(12), b"\x02\x01" + bytes(60)])
def test_a_stump_stays_closed(cut):
    with pytest.raises(SealBroken):
        house.open("a.kind", ROW, 0, cut)


def test_another_instance_key_opens_nothing():
    sealed = house.seal("a.kind", ROW, 0, b"text")
    keys.install_instance_key(b"k" * 32)
    try:
        with pytest.raises(SealBroken):
            house.open("a.kind", ROW, 0, sealed)
    finally:
        keys.install_instance_key(bytes(range(32)))


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert len({house.seal("a.kind", ROW, 0, b"text") for _ in range(50)}) == 50


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_short_values_cannot_be_told_apart_by_length(one, other):
    assert len(house.seal("a.kind", ROW, 0, one)) == len(house.seal("a.kind", ROW, 0, other))


def test_padding_of_an_impossible_length_is_refused():
    with pytest.raises(DoesNotOpen):
        unpad((5).to_bytes(4, "big") + b"abc")
    with pytest.raises(ValueError, match="too long"):
        pad(bytes(16 * 1024 * 1024 + 1))


@given(
    st.tuples(st.text("ab.0", max_size=6), st.uuids(), st.integers(0, 99), st.integers(0, 255)),
    st.tuples(st.text("ab.0", max_size=6), st.uuids(), st.integers(0, 99), st.integers(0, 255)),
)
def test_two_places_never_have_the_same_associated_data(one, other):
    same = Place(*one[:3]).associated(one[3]) == Place(*other[:3]).associated(other[3])

    assert same == (one == other)


def test_a_blind_index_finds_equal_values_and_shows_none():
    index = house.blind_index("a.kind", "13800000000")

    assert index == house.blind_index("a.kind", b"13800000000")
    assert len(index) == 32
    assert index != house.blind_index("another.kind", "13800000000")
    assert index != house.blind_index("a.kind", "13800000001")
