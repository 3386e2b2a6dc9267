"""The whole program, as typed: an invented school, and a real one served to other computers."""

import json
import signal
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ground.conftest import PATIENCE_SECONDS, Person, gone
from xinqiao.ground import kernel
from xinqiao.ground.addresses import free_port

READY = " is ready at "
Start = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def start(person: Person) -> Iterator[Start]:
    """Type a command that goes on, and read what it says until it is ready."""
    running: list[subprocess.Popen[str]] = []

    def typed(*words: str, home: Path, port: int) -> tuple[subprocess.Popen[str], str]:
        process = person.popen("-P", "-m", "xinqiao", *words, XINQIAO_HOME=str(home), PORT=str(port))
        running.append(process)
        said = ""
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if READY in line:
                return process, said
        pytest.fail(said)

    yield typed
    for process in running:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def finished(person: Person, *words: str, home: Path) -> tuple[int, str]:
    """Type a command that ends by itself."""
    process = person.popen("-P", "-m", "xinqiao", *words, XINQIAO_HOME=str(home))
    said, _ = process.communicate(timeout=120)
    return process.returncode, said


def page(url: str, context: ssl.SSLContext | None = None) -> tuple[int, str]:
    """What a browser on this computer gets."""
    with urllib.request.urlopen(url, timeout=30, context=context) as answer:
        return answer.status, answer.read().decode()


def test_the_demo_serves_an_invented_school_and_starts_again_in_seconds(
    person: Person, start: Start, room: Path
) -> None:
    home, port = room / "演示", free_port()
    process, said = start("demo", home=home, port=port)

    accounts = json.loads((home / "demo-accounts.json").read_text(encoding="utf-8"))
    assert accounts
    assert all(account["sign_in"] in said and account["role"] in said for account in accounts)
    status, text = page(f"http://127.0.0.1:{port}/")
    assert status == 200
    assert "<html" in text
    code, refusal = finished(person, "demo", home=home)
    assert code == 1
    assert f"http://127.0.0.1:{port}" in refusal
    code, refusal = finished(person, "setup", "--school", "第一中学", home=home)
    assert code == 1
    code, checked = finished(person, "check", "--json", home=home)
    assert code == 0, checked
    family = {process.pid, *kernel.descendants(process.pid)}
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0
    assert gone(family)
    _, again = start("demo", home=home, port=port)
    assert "正在准备" not in again
    assert "恢复" not in again


def test_a_real_school_is_set_up_and_served_under_its_certificate(person: Person, start: Start, room: Path) -> None:
    home, port = room / "学校", free_port()
    answers = ["--school", "第一中学", "--year", "2026–2027:2026-09-01:2027-08-31"]
    answers += ["--term", "第一学期:2026-09-01:2027-01-22", "--director", "林静", "--second", "周敏"]

    code, said = finished(person, "setup", *answers, "--postgres", "wheel", home=home)
    assert code == 0, said
    assert "one author keeps it" in said
    assert (home / "postgres-source").read_text().strip() == "wheel"
    code, said = finished(person, "certificate", "--name", "127.0.0.1", home=home)
    assert code == 0, said
    start("serve", "--host", "0.0.0.0", home=home, port=port)

    trusting = ssl.create_default_context(cadata=_authority(home))
    assert page(f"https://127.0.0.1:{port}/", trusting)[0] == 200
    with pytest.raises(urllib.error.URLError, match="certificate"):
        page(f"https://127.0.0.1:{port}/", ssl.create_default_context())
    code, said = finished(person, "ledger", "verify", "--json", home=home)
    assert code == 0, said
    assert json.loads(said.splitlines()[-1])["sound"] is True


def _authority(home: Path) -> str:
    return (home / "certificate" / "authority.pem").read_text(encoding="ascii")
