"""The pure rules: networks, addresses, names as they are typed, how long a session is quiet."""

import re
from datetime import timedelta

import pytest

from xinqiao.register.personal.models import STATE_LETTERS, nothing_yet, padded
from xinqiao.register.personal.rules import (
    PRIVATE_NETWORKS,
    idle_time,
    is_shared,
    is_this_machine,
    normal_sign_in,
    read_networks,
)


@pytest.mark.parametrize(
    ("address", "shared"),
    [
        ("10.200.3.4", True),
        ("172.31.255.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("fd00::7", True),
        ("::ffff:192.168.1.1", True),
        ("::ffff:8.8.8.8", False),
        ("2400:3200::1", False),
        ("8.8.8.8", False),
        ("unix", True),
        ("", True),
    ],
)
def test_private_addresses_are_shared_until_the_school_says_otherwise(address: str, shared: bool) -> None:
    assert is_shared(address, PRIVATE_NETWORKS) is shared


def test_without_networks_nothing_is_shared() -> None:
    assert is_shared("192.168.1.1", []) is False


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10.1.2.3/8", ["10.0.0.0/8"]),
        ("10.0.0.0/8，58.1.1.1\n2400::/32", ["10.0.0.0/8", "58.1.1.1/32", "2400::/32"]),
        ("10.0.0.0/8 10.0.0.0/8", ["10.0.0.0/8"]),
        ("", []),
    ],
)
def test_networks_are_read_as_people_write_them(typed: str, read: list[str]) -> None:
    assert read_networks(typed) == read


@pytest.mark.parametrize("typed", ["school", "10.0.0.0/40", "10.0.0", "<script>"])
def test_what_is_no_network_is_named(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        read_networks(f"10.0.0.0/8 {typed}")


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8000/me/", True),
        ("http://localhost/me/", True),
        ("http://[::1]:8000/me/", True),
        ("https://xinqiao.school.lan/me/", False),
        ("https://192.168.1.20/me/", False),
        ("", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known(address: str, local: bool) -> None:
    assert is_this_machine(address) is local


@pytest.mark.parametrize(
    ("typed", "kept"), [(" 2024-0301 ", "20240301"), ("Ｋ7MF 2q9x", "k7mf2q9x"), ("x" * 900, "x" * 40), ("\x00", "")]
)
def test_a_name_is_read_however_it_is_typed(typed: str, kept: str) -> None:
    assert normal_sign_in(typed) == kept


def test_shared_computers_are_given_up_sooner() -> None:
    assert idle_time(shared=True) < idle_time(shared=False) < timedelta(hours=1)


def test_a_state_is_always_written_equally_long() -> None:
    full = {"verifier": "x" * 120, "start": "y" * 36, "slip": {"digest": "0" * 64, "until": "z" * 32}}

    assert len(str(padded(full))) - len(str(nothing_yet())) < 10
    assert len(padded(full)["room"]) > 100
    assert STATE_LETTERS % 64 == 0
