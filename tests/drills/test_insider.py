"""The data folder in strange hands: a sample of `xinqiao drill insider`."""

import pytest

from tests.drills.conftest import Drill


def test_a_thief_reads_nothing_and_the_key_opens_what_is_published(drill: Drill) -> None:
    code, found = drill("insider")

    assert (code, found.get("wrong")) == (0, None)
    assert found["without_key"]["opened"] == 0
    assert 0 < found["with_key"]["opened"] <= found["with_key"]["published"]


@pytest.mark.parametrize(
    ("flaw", "said"), [("plain-column", "legible"), ("unpublished-seal", "opens and is not published")]
)
def test_it_can_fail(drill: Drill, flaw: str, said: str) -> None:
    code, found = drill("insider", "--flaw", flaw)

    assert (code, found["passed"]) == (1, False)
    assert said in found["wrong"][0]
