"""The envelope at a terminal: one sheet, shown once, read back, wiped; and what a backup and this sheet bring back."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.conftest import Person
from tests.ground.terminal import GROUP, SETUP, School, Sheet, Terminal, as_person
from xinqiao.ground.addresses import free_port

CLEAR = "\x1b[3J"


@pytest.fixture(scope="module")
def school(person: Person) -> Iterator[School]:
    """Made once, in the order of the tests: each begins where the one before has ended."""
    room = Path(f"/tmp/xq-envelope-{os.getpid()}")
    room.mkdir()
    os.chown(room, person.account.uid, person.account.gid)
    made = School(person, room / "home", Sheet(""))
    code, said = made.type(*SETUP)
    assert code == 0, said
    yield School(person, made.home, Sheet(said))
    shutil.rmtree(room, ignore_errors=True)


def everything_in(home: Path) -> bytes:
    """Every byte of the data folder, the database's own files included."""
    return b"\n".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def test_set_up_prints_one_sheet_with_both_keys_and_says_that_nobody_has_read_it_back(school: School) -> None:
    said = school.sheet.text

    assert (len(school.sheet.words), len(school.sheet.lines)) == (8, 4)
    assert said.count("密封信封里的这一页") == 1
    assert "青禾实验学校" in said
    assert "The envelope is not confirmed yet" in said
    assert re.search(r"fingerprint:  ([0-9A-F]{4} ?){4}", said)
    assert re.search(r"林静雅  director  \S+", said)


def test_nothing_of_the_sheet_lies_in_the_data_folder(school: School) -> None:
    kept = everything_in(school.home)

    written = [word for group in school.sheet.words for word in (group, group.replace("-", ""))]
    written += [word for line in school.sheet.lines for word in (line, line.replace(" ", ""))]
    assert [word for word in written if word.encode() in kept] == []
    assert "林静雅".encode() in kept  # the control: what is written there is found


def test_a_stolen_backup_names_nobody_and_this_one_sheet_brings_it_back(school: School, room: Path) -> None:
    code, said = school.type("backup", "--verify", "--json")
    assert code == 0, said
    file = Path(json.loads(said.splitlines()[-1])["file"])
    stolen, other, sheet = file.read_bytes(), room / "other", room / "sheet.txt"
    sheet.write_text(school.sheet.text, encoding="utf-8")
    sheet.chmod(0o644)

    for word in ("林静雅", "周立人", "青禾", "director", "vault_keygrant", "vault_recoverykey", "recovery_keysask"):
        assert word.encode() not in stolen

    code, said = school.type("restore", str(file), "--key-file", str(sheet), "--into", str(other))
    assert code == 0, said
    assert (other / "keys" / "backup.public").read_text() == (school.home / "keys" / "backup.public").read_text()
    known = json.loads((school.home / "backup-status.json").read_text())
    assert known["last"] == known["verified"]
    assert (known["folder"], known["elsewhere"], known["failures"]) == (str(file.parent), False, 0)
    assert known["key"] in school.sheet.text


def checked(school: School) -> tuple[int, dict[str, dict[str, object]]]:
    """What `check` finds, by the question in English."""
    code, said = school.type("check", "--json")
    found = json.loads(next(line for line in said.splitlines() if line.startswith("[")))
    return code, {one["en"]: one for one in found}


def test_the_check_worries_about_an_envelope_that_nobody_has_read_back(school: School) -> None:
    code, found = checked(school)

    assert code == 0
    worry = found["the sealed envelope is confirmed"]
    assert worry["ok"]
    assert "信封还没有核对" in str(worry["detail"])


def test_under_the_key_of_another_school_the_check_fails_and_nothing_is_served(school: School) -> None:
    key = school.home / "keys" / "instance.key"
    own = key.read_text()
    key.write_text("ab" * 32)
    try:
        code, found = checked(school)
        assert code == 1
        foreign = found["the instance key is the one of this database"]
        assert not foreign["ok"]
        assert "另一把实例密钥" in str(foreign["detail"])
        assert "made under another instance key" in str(foreign["detail"])

        code, said = school.type("serve", PORT=str(free_port()))
        assert code == 1
        assert "另一把实例密钥" in said
        assert "已就绪" not in said
    finally:
        key.write_text(own)


def test_a_copy_carried_elsewhere_is_written_down(school: School, room: Path) -> None:
    code, said = school.type("backup", "--to", str(room / "stick"))

    assert code == 0, said
    assert json.loads((school.home / "backup-status.json").read_text())["carried"]["file"].startswith("data-2")


@pytest.mark.parametrize("place", ["sheet.txt", "."])
def test_the_sheet_is_never_written_to_a_disk(school: School, room: Path, place: str) -> None:
    code, said = school.type("setup", "--envelope", "--sheet", str(room / place))

    assert code == 1
    assert "would leave the words on the disk" in said
    assert not (room / "sheet.txt").exists()


def test_the_sheet_goes_to_a_printers_pipe_and_not_to_the_screen(school: School, room: Path) -> None:
    pipe, printed = room / "printer", []
    os.mkfifo(pipe)
    os.chown(pipe, school.person.account.uid, school.person.account.gid)
    printer = threading.Thread(target=lambda: printed.append(pipe.read_text(encoding="utf-8")), daemon=True)
    printer.start()

    code, said = school.type("setup", "--envelope", "--sheet", str(pipe))
    printer.join(10)

    assert code == 0, said
    sheet = Sheet(printed[0])
    assert len(sheet.words) == 8
    assert sheet.words != school.sheet.words
    assert len(sheet.lines) == 4
    assert set(sheet.lines).isdisjoint(school.sheet.lines)  # nobody had confirmed that sheet: its key counts no longer
    assert sheet.words[0] not in said


def test_at_a_terminal_the_words_are_typed_back_a_slip_is_named_and_the_screen_is_wiped(school: School) -> None:
    terminal = Terminal(school, "setup", "--envelope")
    try:
        sheet = Sheet(terminal.until("The recovery words"))
        words = sheet.words
        slip = words[3][:-1] + ("0" if words[3][-1] != "0" else "1")
        terminal.type(*words[:3], slip, *words[4:])
        terminal.until("第 4 组抄错了")
        terminal.type(words[3][:5])  # one group is asked for, and asked again as long as it is not whole
        terminal.until("第 4 组应有 8 个字符")
        terminal.type(f"(4) {words[3].lower()}")
        asked = re.search(r"Line (\d) of", terminal.until(" of the backup key"))
        assert asked is not None
        terminal.type(sheet.lines[int(asked[1]) - 1])
        last = terminal.until("Seal the sheet")
    finally:
        code = terminal.end()

    assert code == 0
    assert checked(school)[1]["the sealed envelope is confirmed"]["detail"] == ""
    assert CLEAR in last
    assert words[0] not in last.partition(CLEAR)[2]


def test_an_envelope_that_was_confirmed_is_not_made_anew(school: School) -> None:
    code, said = school.type("setup", "--envelope")

    assert code == 1
    assert "恢复钥匙已经建立" in said
    assert GROUP.search(said) is None


def test_recover_tells_a_stranger_at_the_terminal_nothing(school: School) -> None:
    process = subprocess.Popen(
        [str(school.person.python), "-P", "-m", "xinqiao", "recover"],
        **as_person(school), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said, _ = process.communicate("director\nguess guess guess guess\n", timeout=60)

    assert process.returncode == 1
    assert "登录名或口令不对" in said
    assert "林静雅" not in said
