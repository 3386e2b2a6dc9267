"""The instance key: made once, never made anew, never readable by others."""

import os
from pathlib import Path

import pytest

from xinqiao.ground import instance_key
from xinqiao.ground.home import Home
from xinqiao.ground.words import Trouble


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A settled folder."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    made = Home(tmp_path / "home")
    made.settle("school")
    return made


def test_it_is_made_once(home: Home) -> None:
    first = instance_key.ensure(home).read_text()

    assert len(bytes.fromhex(first.strip())) == 32
    assert instance_key.ensure(home).read_text() == first
    assert home.instance_key.stat().st_mode & 0o777 == 0o600


def test_beside_a_database_a_missing_key_is_said_and_none_is_made(home: Home) -> None:
    home.postgres.mkdir()

    with pytest.raises(Trouble, match="is missing"):
        instance_key.ensure(home)

    assert not home.instance_key.exists()


def test_a_key_that_others_can_read_is_refused(home: Home) -> None:
    instance_key.ensure(home)
    home.instance_key.chmod(0o640)

    with pytest.raises(Trouble, match="chmod 600"):
        instance_key.ensure(home)


def test_a_key_of_another_user_is_refused(home: Home, as_root: None) -> None:
    instance_key.ensure(home)
    os.chown(home.instance_key, 65534, 65534)

    with pytest.raises(Trouble, match="not ours"):
        instance_key.ensure(home)


@pytest.mark.parametrize("content", ["", "abc", "z" * 64, "0" * 63])
def test_a_key_that_is_none_is_refused(home: Home, content: str) -> None:
    instance_key.ensure(home)
    home.instance_key.write_text(content)

    with pytest.raises(Trouble, match="does not hold a key"):
        instance_key.ensure(home)


def test_a_system_credential_comes_first(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / instance_key.CREDENTIAL
    given.write_text("ab" * 32)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))

    assert instance_key.ensure(home) == given
    assert not home.instance_key.exists()
