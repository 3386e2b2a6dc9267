"""The disk full in mid-record: a sample of `xinqiao drill full-disk`."""

import pytest

from tests.drills.conftest import Drill
from xinqiao.cli.drills.outcome import SKIPPED


def test_nothing_is_lost_and_nothing_opens_unrecorded(drill: Drill) -> None:
    code, found = drill("full-disk")

    if code == SKIPPED:
        pytest.skip(found["skipped"])
    assert (code, found.get("wrong")) == (0, None)
    assert found["refused"] > 0
    assert found["reading"]["opened"] <= found["reading"]["on_record"]


def test_it_can_fail(drill: Drill) -> None:
    code, found = drill("full-disk", "--flaw", "unrecorded-reading")

    if code == SKIPPED:
        pytest.skip(found["skipped"])
    assert code == 1
    assert "readings are on record" in found["wrong"][0]
