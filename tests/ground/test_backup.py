"""A backup: what it keeps, what it shows to whom, and what brings it back. Real servers, real kills."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ground.conftest import Person, gone
from xinqiao.ground import kernel

# A school of a few tables, made as the owner of the database makes them.
SCHOOL = """
import sys
from pathlib import Path
from xinqiao.ground.home import Home
from xinqiao.ground.program import lifetime, standing

home = Home(Path(sys.argv[1]))
home.settle("school")
home.choose_postgres("wheel")
with lifetime(stopped=0), standing(home, "school") as ground:
    with ground.database.connect(as_owner=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS people_student (id int PRIMARY KEY, name text, bytes bytea)")
        connection.execute("CREATE TABLE IF NOT EXISTS accounts_opensession (id int)")
        connection.execute("CREATE TABLE IF NOT EXISTS ledger_link (position bigint PRIMARY KEY, hash bytea)")
        for statement in sys.argv[2:]:
            connection.execute(statement)
    ground.database.grant()
"""
ASK = """
import sys
from pathlib import Path
from xinqiao.ground.home import Home
from xinqiao.ground.program import lifetime, standing

home = Home(Path(sys.argv[1]))
with lifetime(stopped=0), standing(home, home.kind) as ground:
    with ground.database.connect() as connection:
        print(connection.execute(sys.argv[2]).fetchall())
"""
ROSTER = ("欧阳若曦", "Lin Xiaoyu", "陈子昂")
PLANTED = "青蛙王子与蓝色纽扣"
ROWS = [
    *(f"INSERT INTO people_student VALUES ({n}, '{name}', 'x')" for n, name in enumerate(ROSTER)),
    f"INSERT INTO people_student VALUES (9, '{PLANTED}', decode('00ff', 'hex'))",
    "INSERT INTO people_student SELECT n, md5(n::text), NULL FROM generate_series(100, 20000) n",
    "INSERT INTO accounts_opensession VALUES (1)",
    "INSERT INTO ledger_link VALUES (1, '\\x01'), (2, '\\xabcd')",
]


@dataclass(frozen=True)
class School:
    """A data folder with rows in it, its sheet, and one backup that was tried out."""

    person: Person
    home: Path
    sheet: Path
    backup: Path

    def type(self, *words: str, home: Path | None = None, **more: str) -> tuple[int, str]:
        """Type a command; its exit code and what it said."""
        process = self.start(*words, home=home, **more)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    def start(self, *words: str, home: Path | None = None, **more: str) -> "subprocess.Popen[str]":
        """Start a command."""
        return self.person.popen("-P", "-m", "xinqiao", *words, XINQIAO_HOME=str(home or self.home), **more)

    def ask(self, question: str, home: Path | None = None) -> str:
        """What a database answers."""
        said, _ = self.person.popen("-P", "-c", ASK, str(home or self.home), question).communicate(timeout=60)
        return said.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def school(person: Person) -> Iterator[School]:
    """Made once; no test changes it."""
    room = Path(f"/tmp/xq-backup-{os.getpid()}")
    room.mkdir()
    os.chown(room, person.account.uid, person.account.gid)
    process = person.popen("-P", "-c", SCHOOL, str(room / "home"), *ROWS)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    made = School(person, room / "home", room / "sheet.txt", room / "home" / "backups")
    code, said = made.type("backup", "--make-key")
    assert code == 0, said
    made.sheet.write_text(said, encoding="utf-8")
    made.sheet.chmod(0o644)
    code, said = made.type("backup", "--verify", "--json")
    assert code == 0, said
    yield School(person, made.home, made.sheet, Path(json.loads(said)["file"]))
    shutil.rmtree(room, ignore_errors=True)


@pytest.fixture
def copy(school: School, room: Path) -> Callable[..., Path]:
    """The backup in the person's own room, whole or spoilt."""

    def copied(change: Callable[[bytes], bytes] = lambda whole: whole) -> Path:
        file = room / "copy.bak"
        file.write_bytes(change(school.backup.read_bytes()))
        os.chown(file, school.person.account.uid, school.person.account.gid)
        return file

    return copied


def test_a_stolen_backup_shows_nothing(school: School) -> None:
    whole = school.backup.read_bytes()

    for word in (*ROSTER, PLANTED, "people_student", "ledger_link", "xinqiao_owner", "PGDMP"):
        assert word.encode() not in whole
    assert set(json.loads(whole.partition(b"\n")[0])) == {"version", "suite", "made_at", "key", "ephemeral"}


def test_its_name_and_its_rights_tell_nothing(school: School) -> None:
    assert school.backup.name.startswith("data-2")
    assert school.backup.stat().st_mode & 0o077 == 0


def test_the_running_program_holds_nothing_that_opens_it(school: School) -> None:
    letters = [
        line.partition(": ")[2].replace(" ", "") for line in school.sheet.read_text().splitlines() if ": " in line
    ]
    private = [line for line in letters if len(line) == 16 and line.isupper()]
    kept = b"".join(
        path.read_bytes() for path in school.home.rglob("*") if path.is_file() and "postgres" not in path.parts
    )

    assert len(private) == 4
    assert not [line for line in private if line.encode() in kept]


def test_it_comes_back_on_another_machine_without_the_sessions(school: School, room: Path) -> None:
    other = room / "other"

    code, said = school.type("restore", str(school.backup), "--key-file", str(school.sheet), "--into", str(other))

    assert code == 0, said
    assert "2-abcd" in said
    assert "One step is left: put the school's own instance key" in said
    code, said = school.type("check", home=other)
    assert code == 1
    assert "The instance key" in said
    (other / "keys").mkdir(exist_ok=True)
    shutil.copy2(school.home / "keys" / "instance.key", other / "keys" / "instance.key")
    for path in (other / "keys", other / "keys" / "instance.key"):
        os.chown(path, school.person.account.uid, school.person.account.gid)
    question = "SELECT count(*), max(name) FILTER (WHERE id = 9) FROM people_student"
    assert school.ask(question, other) == f"[(19905, '{PLANTED}')]"
    assert school.ask("SELECT count(*) FROM accounts_opensession", other) == "[(0,)]"


def test_a_database_is_replaced_only_when_it_is_said_and_kept_aside(school: School, copy: Callable[..., Path]) -> None:
    file = str(copy())
    before = sorted(path.name for path in school.home.iterdir())

    code, said = school.type("restore", file, "--key-file", str(school.sheet))

    assert code == 1
    assert "holds a database already" in said
    assert sorted(path.name for path in school.home.iterdir()) == before

    code, said = school.type("restore", file, "--key-file", str(school.sheet), "--replace", "--json")

    assert code == 0, said
    facts = json.loads(said.splitlines()[-1])
    assert (Path(facts["aside"]) / "PG_VERSION").exists()
    assert facts["head"] == "2-abcd"
    assert school.ask("SELECT count(*) FROM people_student") == "[(19905,)]"


def test_the_wrong_key_changes_nothing(school: School, room: Path, person: Person) -> None:
    stranger = room / "stranger"
    person.popen(
        "-P",
        "-c",
        "import sys; from pathlib import Path; from xinqiao.ground.home import Home;"
        " Home(Path(sys.argv[1])).settle('school')",
        str(stranger),
    ).communicate(timeout=30)
    _, sheet = school.type("backup", "--make-key", home=stranger)
    (room / "sheet.txt").write_text(sheet, encoding="utf-8")

    code, said = school.type(
        "restore", str(school.backup), "--key-file", str(room / "sheet.txt"), "--into", str(room / "x")
    )

    assert code == 1
    assert "opens with the backup key number" in said
    assert not (room / "x" / "postgres").exists()


def test_another_schools_instance_key_is_refused(school: School, room: Path, person: Person) -> None:
    other = room / "other"
    person.popen(
        "-P",
        "-c",
        "import sys; from pathlib import Path; from xinqiao.ground import instance_key;"
        " from xinqiao.ground.home import Home; home = Home(Path(sys.argv[1])); home.settle('school');"
        " instance_key.ensure(home)",
        str(other),
    ).communicate(timeout=30)

    code, said = school.type("restore", str(school.backup), "--key-file", str(school.sheet), "--into", str(other))

    assert code == 1
    assert "made under another instance key" in said
    assert not (other / "postgres").exists()


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (lambda whole: whole[:-1], "copy.bak is cut short"),
        (lambda whole: whole[:-21], "copy.bak is cut short"),
        (lambda whole: whole + b"x", "copy.bak is out of order or goes on after its end"),
        (lambda whole: whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:], "copy.bak is damaged in part"),
        (lambda whole: whole.replace(b'"made_at": "2', b'"made_at": "3', 1), "copy.bak is damaged in part 0"),
        (lambda whole: b"PK" + whole, "copy.bak is not ours"),
        (lambda whole: b"", "copy.bak is not ours"),
    ],
)
def test_a_spoilt_file_is_named_and_changes_nothing(
    school: School, room: Path, copy: Callable[..., Path], change: Callable[[bytes], bytes], answer: str
) -> None:
    code, said = school.type("restore", str(copy(change)), "--key-file", str(school.sheet), "--into", str(room / "x"))

    assert code == 1
    assert answer in said
    assert not (room / "x" / "postgres").exists()
    assert not list((room / "x").glob("restoring-*"))


def test_a_backup_that_is_killed_leaves_no_file_behind(school: School, room: Path) -> None:
    folder = room / "copies"
    halves = 0
    for wait in (0.35, 0.5, 0.65):
        process = school.start("backup", "--verify", "--to", str(folder))
        until(lambda: list(folder.glob(".data-*")), process)
        halves += bool(list(folder.glob(".data-*")))
        time.sleep(wait - 0.3)
        kill(process)
        assert not list(folder.glob("data-*"))
    assert halves

    code, said = school.type("backup", "--to", str(folder))

    assert code == 0, said
    assert [path.name[:5] for path in folder.iterdir()] == ["data-"]
    assert json.loads((school.home / "backup-status.json").read_text())["last"]["file"] == school.backup.name
    assert not list(school.home.glob("trial-*"))


def test_a_restore_that_is_killed_leaves_the_old_database(school: School, copy: Callable[..., Path]) -> None:
    file = str(copy())
    inode = (school.home / "postgres").stat().st_ino
    for wait in (0.0, 0.4, 0.8):
        process = school.start("restore", file, "--key-file", str(school.sheet), "--replace")
        until(lambda: list(school.home.glob("restoring-*")), process)
        time.sleep(wait)
        kill(process)
        now = (school.home / "postgres").stat().st_ino
        assert now == inode or list(school.home.glob("postgres.before-*"))  # a quick machine may be done by then

    assert school.ask("SELECT count(*) FROM people_student") == "[(19905,)]"


def test_check_names_the_last_backup_that_was_tried_out(school: School) -> None:
    known = json.loads((school.home / "backup-status.json").read_text())

    assert known["verified"]["file"] == school.backup.name
    assert known["verified"]["rows"] == 19907


def until(true: Callable[[], object], process: "subprocess.Popen[str]") -> None:
    """Wait for something that comes soon, or for the end of the process."""
    deadline = time.monotonic() + 20
    while not true() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kill(process: "subprocess.Popen[str]") -> None:
    """A power cut, as far as a process can have one."""
    family = set(kernel.descendants(process.pid))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert gone(family)
