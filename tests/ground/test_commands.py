"""The console command: what it says, and what it refuses."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ground.conftest import Person
from xinqiao.cli import main as command_line
from xinqiao.cli.benches import BENCHES
from xinqiao.cli.main import COMMANDS
from xinqiao.cli.table import table, width
from xinqiao.ground import certificate
from xinqiao.ground.addresses import is_loopback
from xinqiao.ground.home import Home

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(person: Person, room: Path) -> Say:
    """Type a command as the person, in a folder of its own."""

    def typed(*words: str, home: Path = room / "home", **more: str) -> tuple[int, str]:
        process = person.popen("-P", "-m", "xinqiao", *words, XINQIAO_HOME=str(home), **more)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    return typed


def test_the_help_names_every_command_in_both_languages() -> None:
    said = " ".join(command_line.parser().format_help().split())

    for name, (chinese, english) in COMMANDS.items():
        assert name in said
        assert chinese in said
        assert english in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_module(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xinqiao", name, "--help"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert " / " in done.stdout
    assert __import__(f"xinqiao.cli.{name.replace('-', '_')}", fromlist=["run"]).run


@pytest.mark.parametrize("name", BENCHES)
def test_every_bench_has_a_function(name: str) -> None:
    module, _, function = BENCHES[name].partition(":")

    assert callable(getattr(__import__(module, fromlist=[function]), function))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "school.example"])
def test_serve_refuses_other_computers_without_a_certificate(say: Say, room: Path, person: Person, host: str) -> None:
    _settle(room / "home", "school", person)

    code, said = say("serve", "--host", host)

    assert code == 1
    assert "没有证书不对外提供服务" in said
    assert "without a certificate" in said
    assert not (room / "home" / "postgres").exists()


def test_serve_refuses_a_folder_without_a_school(say: Say) -> None:
    code, said = say("serve")

    assert code == 1
    assert "xinqiao setup" in said


def test_set_up_refuses_a_demo_folder(say: Say, room: Path, person: Person) -> None:
    _settle(room / "home", "demo", person)

    code, said = say("setup", "--school", "第一中学")

    assert code == 1
    assert "演示数据" in said
    assert "holds the demo" in said


def test_the_demo_refuses_a_real_school(say: Say, room: Path, person: Person) -> None:
    _settle(room / "home", "school", person)

    code, said = say("demo")

    assert code == 1
    assert "真实的学校" in said
    assert not (room / "home" / "postgres").exists()


WHOLE = {
    "--school": "第一中学",
    "--year": "2026–2027:2026-09-01:2027-08-31",
    "--term": "第一学期:2026-09-01:2027-01-22",
    "--director": "林静",
    "--second": "周敏",
}


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"--school": None}, "--school is missing"),
        ({"--term": None}, "--term is missing"),
        ({"--year": "2026"}, "should read NAME:2026-09-01"),
        ({"--year": "2026:2026-02-30:2027-08-31"}, "should read NAME:2026-09-01"),
        ({"--year": "2026:2027-08-31:2026-09-01"}, "begins no earlier than it ends"),
        ({"--term": "春:2028-02-01:2028-07-01"}, "outside of the school year"),
        ({"--second": "林静"}, "must be two people"),
        ({"--school": "  "}, "cannot be a name"),
    ],
)
def test_set_up_says_what_is_missing_or_wrong(
    say: Say, room: Path, changed: dict[str, str | None], answer: str
) -> None:
    words = [word for flag, value in (WHOLE | changed).items() if value is not None for word in (flag, value)]

    code, said = say("setup", *words)

    assert code == 1
    assert answer in said
    assert Home(room / "home").kind is None


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "８０００"])
def test_a_port_that_is_none_is_refused(say: Say, port: str) -> None:
    code, said = say("demo", PORT=port)

    assert code == 1
    assert "PORT=" in said


def test_a_certificate_names_the_computers_and_comes_with_a_sheet(say: Say, room: Path, person: Person) -> None:
    _settle(room / "home", "school", person)

    code, said = say("certificate", "--name", "xinqiao.school.example", "--name", "192.0.2.7")

    files = certificate.Files(room / "home" / "certificate")
    assert code == 0
    assert certificate.names_in(files) == ("xinqiao.school.example", "192.0.2.7")
    assert certificate.fingerprint(files.authority) in said
    assert certificate.fingerprint(files.authority) in (files.folder / "sheet.html").read_text(encoding="utf-8")
    assert files.server_key.stat().st_mode & 0o077 == 0


def test_a_certificate_for_nonsense_is_refused(say: Say, room: Path, person: Person) -> None:
    _settle(room / "home", "school", person)

    code, said = say("certificate", "--name", "a b; rm")

    assert code == 1
    assert "neither a host name nor an IP address" in said


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_which_addresses_are_this_computers_own(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_table_counts_chinese_characters_twice() -> None:
    assert width("林静 x") == 6
    lines = table([("姓名", "role"), ("林静雅", "director")]).splitlines()
    assert [width(line.partition("r")[0]) for line in (lines[0],)] == [8]
    assert lines[2] == "林静雅  director"


def _settle(home: Path, kind: str, person: Person) -> None:
    """A folder of this kind that belongs to the person."""
    code = "import sys; from pathlib import Path; from xinqiao.ground.home import Home; Home(Path(sys.argv[1])).settle(sys.argv[2])"
    said, _ = person.popen("-P", "-c", code, str(home), kind).communicate(timeout=30)
    assert said == ""
