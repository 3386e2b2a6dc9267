"""Edits behind the program's back: a sample of `xinqiao drill tamper`."""

from tests.drills.conftest import Drill


def test_every_edit_in_every_table_is_found_and_the_row_named(drill: Drill) -> None:
    code, found = drill("tamper", "--seed", "3")

    assert (code, found.get("wrong")) == (0, None)
    assert found["edits"] >= 60
    assert set(found["kinds"]) == {"change", "delete", "insert", "exchange"}


def test_it_can_fail(drill: Drill) -> None:
    code, found = drill("tamper", "--flaw", "stale-copy")

    assert code == 1
    assert all("vault_sealeddocument" in one for one in found["wrong"])
