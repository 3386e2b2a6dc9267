"""What `xinqiao drill` takes, and how it answers."""

import json

from tests.ground.conftest import Person
from xinqiao.cli.drills import DRILLS
from xinqiao.cli.drills.outcome import FAILED, PASSED, SKIPPED, Outcome


def test_every_drill_has_a_module_and_a_flaw() -> None:
    for one in DRILLS.values():
        assert callable(__import__(one.module, fromlist=["drill"]).drill)
        assert one.flaws


def test_an_unknown_flaw_is_refused_in_both_languages(person: Person) -> None:
    process = person.popen("-P", "-m", "xinqiao", "drill", "tamper", "--flaw", "none-such")
    said, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "缺陷" in said
    line = json.loads(said.splitlines()[-1])
    assert (line["drill"], line["flaw"], line["passed"]) == ("tamper", "none-such", False)
    assert "stale-copy" in line["wrong"][0]


def test_the_exit_code_says_passed_failed_or_not_tried() -> None:
    assert Outcome().code == PASSED == 0
    assert Outcome(wrong=["x"]).code == FAILED == 1
    assert Outcome(skipped="no room").code == SKIPPED == 2


def test_what_could_not_be_tried_has_not_passed() -> None:
    assert '"passed": false' in Outcome(skipped="no room").line()
