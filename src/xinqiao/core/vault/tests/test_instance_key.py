"""The instance key: found outside the database, in a safe place, and the right one."""

import hmac
import os
import stat

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xinqiao.core import keys
from xinqiao.core.keys import InstanceKeyMissing, InstanceKeyUnsafe
from xinqiao.core.vault import instance
from xinqiao.core.vault.instance import InstanceKeyForeign
from xinqiao.core.vault.models import Instance

USUAL = bytes(range(32))


@pytest.fixture
def forgotten(tmp_path, settings, monkeypatch):
    """A process that has not read its key yet, and the file where it will look."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    settings.XINQIAO_INSTANCE_KEY_FILE = tmp_path / "instance.key"
    keys.forget_instance_key()
    yield settings.XINQIAO_INSTANCE_KEY_FILE
    keys.install_instance_key(USUAL)


@pytest.fixture
def not_confirmed(monkeypatch):
    monkeypatch.setattr(instance, "_confirmed", set())


def test_a_key_that_was_made_is_read(forgotten):
    keys.make_instance_key(forgotten)
    first = keys.subkey("a")
    forgotten.unlink()

    assert len(first) == 32
    assert keys.subkey("a") == first
    assert keys.subkey("b") != first


def test_a_made_key_is_for_its_owner_alone_and_never_overwritten(forgotten):
    keys.make_instance_key(forgotten)

    assert stat.S_IMODE(forgotten.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        keys.make_instance_key(forgotten)


def test_no_file_no_key(forgotten, settings):
    with pytest.raises(InstanceKeyMissing):
        keys.subkey("a")
    settings.XINQIAO_INSTANCE_KEY_FILE = None
    with pytest.raises(InstanceKeyMissing):
        keys.subkey("a")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601, 0o610])
def test_a_file_that_others_may_touch_is_refused(forgotten, mode):
    keys.make_instance_key(forgotten)
    forgotten.chmod(mode)

    with pytest.raises(InstanceKeyUnsafe, match="0600"):
        keys.load_instance_key()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_account_is_refused(forgotten):
    keys.make_instance_key(forgotten)
    os.chown(forgotten, 65534, 65534)

    with pytest.raises(InstanceKeyUnsafe):
        keys.load_instance_key()


@pytest.mark.parametrize("text", ["", "00" * 31, "00" * 33, "zz" * 32, "密钥" * 20, "00 " * 200])
def test_a_file_without_a_key_in_it_is_refused(forgotten, text):
    keys.make_instance_key(forgotten)
    forgotten.write_text(text)

    with pytest.raises(InstanceKeyUnsafe):
        keys.load_instance_key()


def test_a_link_a_folder_or_a_pipe_is_refused(forgotten, tmp_path):
    keys.make_instance_key(tmp_path / "real")
    for make in (lambda: forgotten.symlink_to(tmp_path / "real"), lambda: os.mkfifo(forgotten, 0o600)):
        make()
        with pytest.raises(InstanceKeyUnsafe):
            keys.load_instance_key()
        forgotten.unlink()
    forgotten.mkdir(mode=0o600)
    with pytest.raises(InstanceKeyUnsafe):
        keys.load_instance_key()


def test_a_systemd_credential_comes_before_the_file(forgotten, tmp_path, monkeypatch):
    keys.make_instance_key(forgotten)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    credential = tmp_path / keys.CREDENTIAL
    credential.write_text(USUAL.hex())
    credential.chmod(0o440)

    found = keys.fingerprint()

    keys.install_instance_key(USUAL)
    assert found == keys.fingerprint()


def test_a_credential_open_to_everybody_is_refused(forgotten, tmp_path, monkeypatch):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    credential = tmp_path / keys.CREDENTIAL
    credential.write_text(USUAL.hex())
    credential.chmod(0o444)

    with pytest.raises(InstanceKeyUnsafe):
        keys.load_instance_key()


def test_a_key_of_the_wrong_length_is_not_installed():
    with pytest.raises(InstanceKeyUnsafe):
        keys.install_instance_key(b"short")


@pytest.mark.parametrize(("salt", "length"), [(b"", 32), (b"salt", 32), (b"", 82), (b"s" * 80, 1)])
def test_subkeys_are_hkdf_as_the_library_computes_it(salt, length):
    expected = HKDF(SHA256(), length, salt, b"info").derive(USUAL)

    assert keys.hkdf_sha256(USUAL, b"info", salt, length) == expected


@pytest.mark.parametrize("length", [0, 1, 32, 55, 56, 64, 65, 5000])
def test_a_prepared_hmac_is_the_hmac_of_the_library(length):
    message = bytes(length)

    assert keys.Keyed("a").digest(message) == hmac.digest(keys.subkey("a"), message, "sha256")


def test_subkeys_are_hkdf_as_rfc_5869_prints_it():
    made = keys.hkdf_sha256(b"\x0b" * 22, bytes(range(0xF0, 0xFA)), bytes(range(13)), 42)

    assert made.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")


@pytest.mark.django_db
def test_the_first_start_writes_down_which_key_it_was_and_the_next_agrees(not_confirmed):
    instance.require_instance_key()
    instance.check_instance_key()

    assert Instance.objects.get().fingerprint == keys.fingerprint()
    assert instance.instance_key_state() == "present"


@pytest.mark.django_db
def test_a_database_made_under_another_key_is_noticed_and_left_alone(not_confirmed):
    instance.check_instance_key()
    keys.install_instance_key(b"k" * 32)
    try:
        with pytest.raises(InstanceKeyForeign):
            instance.check_instance_key()
        assert instance.instance_key_state() == "foreign"
    finally:
        keys.install_instance_key(USUAL)

    assert Instance.objects.get().fingerprint == keys.fingerprint()


@pytest.mark.django_db
def test_the_state_says_what_is_wrong_and_notices_when_it_is_put_right(forgotten, not_confirmed):
    assert instance.instance_key_state() == "missing"
    keys.make_instance_key(forgotten)
    forgotten.chmod(0o644)
    assert instance.instance_key_state() == "unsafe"
    forgotten.chmod(0o600)
    assert instance.instance_key_state() == "present"


def test_two_first_starts_at_once_agree(fresh_database, not_confirmed, at_once):
    results = at_once(*[instance.check_instance_key] * 8)

    assert results == [None] * 8
    assert Instance.objects.count() == 1
