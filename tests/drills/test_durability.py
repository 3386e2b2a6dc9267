"""Kills in the middle of the work: a sample of `xinqiao drill durability`."""

from tests.drills.conftest import Drill


def test_whatever_was_acknowledged_is_there(drill: Drill) -> None:
    code, found = drill("durability")

    assert (code, found.get("wrong")) == (0, None)
    assert found["writes"] >= 200
    assert found["kills"] == 3
    assert found["after"]["looked_for"] == found["writes"] == sum(found["told"].values())
    assert found["told"]["draft"] + found["told"]["filed"] >= found["writes"] // 4
    assert found["after"]["opened_filed"] == found["told"]["filed"] > 0
    assert found["after"]["opened_drafts"] > 0


def test_it_can_fail(drill: Drill) -> None:
    code, found = drill("durability", "--flaw", "lazy-commit")

    assert code == 1
    assert any("lost" in one for one in found["wrong"])
