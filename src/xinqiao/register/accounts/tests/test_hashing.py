"""The stored form of a passphrase, at its real cost and under the instance key."""

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from xinqiao.core import keys
from xinqiao.core.vault.passphrase import Cost, stretch
from xinqiao.register.accounts import hashing
from xinqiao.register.accounts.hashing import PepperedArgon2, passphrases, pins

SALT = bytes(16)
CHEAP = Cost(memory_kib=64, passes=1)


def test_the_cost_is_what_is_recommended() -> None:
    """RFC 9106, section 4, second recommended option: 64 MiB and three passes."""
    assert Cost(memory_kib=65536, passes=3, lanes=1) == hashing.PASSPHRASE_COST


def test_django_itself_finds_the_way_of_storing() -> None:
    stored = make_password("雨天的那把伞 借给谁了")

    assert isinstance(identify_hasher(stored), PepperedArgon2)
    assert check_password("雨天的那把伞 借给谁了", stored)
    assert not check_password("雨天的那把伞 借给谁", stored)
    assert len(stored) < 255


def test_another_instance_key_opens_nothing() -> None:
    stored = passphrases.encode("一句话而已", passphrases.salt())
    own = keys._held.key
    assert own is not None
    try:
        keys.install_instance_key(bytes(reversed(own)))
        assert not passphrases.verify("一句话而已", stored)
    finally:
        keys.install_instance_key(own)
    assert passphrases.verify("一句话而已", stored)


def test_verifier_and_sealing_key_do_not_lead_to_each_other() -> None:
    made = stretch("一句话而已", salt=SALT, purpose="accounts.passphrase", cost=CHEAP)

    assert made.verifier != made.sealing_key
    assert made.sealing_key.hex() not in passphrases.written(made, passphrases.salt(), CHEAP)
    assert "stretched" in repr(made)
    assert made.verifier.hex() not in repr(made)


def test_a_pin_and_a_passphrase_of_the_same_digits_share_nothing() -> None:
    salt = passphrases.salt()

    assert passphrases.encode("402918", salt).split("$")[-1] != pins.encode("402918", salt).split("$")[-1]


def test_two_people_with_the_same_words_have_different_stored_forms() -> None:
    assert passphrases.encode("一句话而已", passphrases.salt()) != passphrases.encode("一句话而已", passphrases.salt())


def test_a_lower_cost_is_seen() -> None:
    stored = passphrases.written(
        passphrases.stretched("一句话而已", passphrases.salt(), Cost(64, 2)), passphrases.salt(), Cost(64, 2)
    )

    assert passphrases.must_update(stored)


@pytest.mark.parametrize("stored", ["", "md5$x", "xq_argon2id$m=1$x", "argon2$a$b$c"])
def test_what_is_no_stored_form_is_refused(stored: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        passphrases.decode(stored)
