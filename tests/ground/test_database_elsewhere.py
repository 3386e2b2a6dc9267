"""A school whose PostgreSQL somebody else keeps: reached by DATABASE_URL, chosen once."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import TestCluster
from xinqiao.ground import database, environment
from xinqiao.ground.home import Home
from xinqiao.ground.program import standing
from xinqiao.ground.rights import check_rights
from xinqiao.ground.words import Trouble


@pytest.fixture
def addresses(cluster: TestCluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database and the two addresses an administrator would set."""
    name = f"xq_else_{uuid.uuid4().hex[:8]}"
    cluster.create_database(name)
    monkeypatch.setenv(environment.DATABASE_URL, cluster.desk_dsn(name))
    monkeypatch.setenv(environment.OWNER_DATABASE_URL, cluster.owner_dsn(name))
    yield name
    cluster.drop_database(name)


def test_it_is_used_and_written_down(addresses: str, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")

    with standing(home, "school") as ground:
        ground.database.grant()
        with ground.database.connect() as connection:
            check_rights(connection)
        variables = ground.variables()

    assert home.postgres_source == "url"
    assert not home.postgres.exists()
    assert variables[environment.DATABASE_NAME] == addresses
    assert environment.DATABASE_URL not in variables
    assert environment.OWNER_DATABASE_URL not in variables


def test_without_its_address_the_school_does_not_start_on_another(
    addresses: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    with standing(home, "school"):
        pass
    monkeypatch.delenv(environment.DATABASE_URL)

    with pytest.raises(Trouble, match="set DATABASE_URL"), standing(home, "school"):
        pass

    assert not home.postgres.exists()


def test_a_folder_with_a_server_of_its_own_is_not_led_elsewhere(addresses: str, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.settle("school")
    (home.instance_key).write_text("ab" * 32)
    home.instance_key.chmod(0o600)
    home.postgres.mkdir()

    with pytest.raises(Trouble, match="unset DATABASE_URL"), standing(home, "school"):
        pass


def test_an_address_that_is_none_is_named_and_not_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(environment.DATABASE_URL, "postgresql://u:geheim@[::1")

    with pytest.raises(Trouble, match="DATABASE_URL is not valid") as refusal, standing(Home(tmp_path / "h"), "school"):
        pass

    assert "geheim" not in str(refusal.value)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("host=/run/postgresql", {}),
        ("host=127.0.0.1", {}),
        ("host=192.0.2.7", {"PGSSLMODE": "require"}),
        ("host=192.0.2.7 sslmode=verify-full sslrootcert=/ca.pem", {"PGSSLMODE": "verify-full", "PGSSLROOTCERT": "/ca.pem"}),
    ],
)  # fmt: skip
def test_another_computer_is_never_spoken_to_in_the_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, asked: dict[str, str]
) -> None:
    monkeypatch.setenv(environment.DATABASE_URL, address)
    home = Home(tmp_path / "home")
    home.settle("school")
    home.choose_postgres("url")

    reached = database.of_running(home, None)

    variables = reached.variables()
    assert {name: value for name, value in variables.items() if name.startswith("PGSSL")} == asked
