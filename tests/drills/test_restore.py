"""The school from a stick, a sheet and an envelope: `xinqiao drill restore`."""

import pytest

from tests.drills.conftest import Drill


def test_everything_comes_back_and_the_envelope_opens_the_dossiers(drill: Drill) -> None:
    code, found = drill("restore")

    assert (code, found.get("wrong")) == (0, None)
    assert found["rows"] > 1000
    assert found["envelope"]["documents"] > 0


@pytest.mark.parametrize(("flaw", "said"), [("row-lost", "not as it was saved"), ("cut-short", "it did not come back")])
def test_it_can_fail(drill: Drill, flaw: str, said: str) -> None:
    code, found = drill("restore", "--flaw", flaw)

    assert code == 1
    assert said in found["wrong"][0]
