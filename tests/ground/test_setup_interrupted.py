"""Set-up that ends in the middle: by Ctrl-C while the sheet is read back, or killed. Somebody can enter all the same."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.conftest import Person
from tests.ground.terminal import SETUP, School, Sheet, Terminal

CODE = re.compile(r"^  (林静雅|周立人)  (director|second)  (\S+)$", flags=re.MULTILINE)


@pytest.fixture
def school(person: Person) -> Iterator[School]:
    """A data folder without anything in it."""
    room = Path(f"/tmp/xq-interrupted-{os.getpid()}")
    room.mkdir()
    os.chown(room, person.account.uid, person.account.gid)
    yield School(person, room / "home", Sheet(""))
    shutil.rmtree(room, ignore_errors=True)


def test_whoever_interrupts_the_reading_back_is_told_the_start_codes(school: School) -> None:
    terminal = Terminal(school, *SETUP)
    shown = Sheet(terminal.until("The recovery words"))
    terminal.interrupt()
    last = terminal.rest()

    assert terminal.end() == 130
    assert len(shown.words) == 8
    assert [name for name, _, _ in CODE.findall(last)] == ["林静雅", "周立人"]


def test_after_a_kill_the_sheet_and_the_codes_are_made_anew_both(school: School) -> None:
    terminal = Terminal(school, *SETUP)
    lost = Sheet(terminal.until("The recovery words"))
    terminal.process.kill()
    terminal.end()

    code, said = school.type("setup", "--envelope")
    made = Sheet(said)
    assert code == 0, said
    assert (len(made.words), len(made.lines)) == (8, 4)
    assert set(made.lines).isdisjoint(lost.lines)

    code, first = school.type("setup", "--codes")
    assert code == 0, first
    code, second = school.type("setup", "--codes")
    assert code == 0, second
    codes = [{name: code for name, _, code in CODE.findall(said)} for said in (first, second)]
    assert [set(one) for one in codes] == [{"林静雅", "周立人"}] * 2
    assert set(codes[0].values()).isdisjoint(codes[1].values())


def test_set_up_asks_again_for_what_it_cannot_read(school: School) -> None:
    terminal = Terminal(school, "setup", "--postgres", "wheel")
    terminal.until("Name of the school: ")
    terminal.type("青禾实验学校")
    terminal.until("2027-08-31: ")
    terminal.type("2026")
    assert "should read NAME" in terminal.until("2027-08-31: ")
    terminal.type("2026–2027:2026-09-01:2027-08-31")
    terminal.until("counselling room: ")
    terminal.type("林静雅")
    terminal.until("needs two people: ")
    terminal.type("林静雅")
    assert "must be two people" in terminal.until("needs two people: ")
    terminal.type("周立人")
    terminal.until("ends the list): ")
    terminal.type("第一学期:2026-08-01:2027-01-22")
    assert "outside of the school year" in terminal.until("ends the list): ")
    terminal.interrupt()

    terminal.rest()
    assert terminal.end() != 0
    assert not school.home.exists()
