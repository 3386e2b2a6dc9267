"""However the program ends, nothing stays behind; however it ended, the next start recovers."""

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ground.conftest import Launcher, gone

Launch = Callable[..., Launcher]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda sign: sign.name)
def test_a_signal_ends_everything_in_order(launch: Launch, room: Path, sign: signal.Signals) -> None:
    launcher = launch(room / "home")
    family = launcher.family()
    assert len(family) > 3

    launcher.end(sign)

    assert launcher.process.returncode == 0
    assert gone(family)
    assert not (room / "home" / "run.json").exists()
    assert not (room / "home" / "postgres" / "postmaster.pid").exists()


def test_a_killed_launcher_leaves_nothing(launch: Launch, room: Path) -> None:
    launcher = launch(room / "home")
    family = launcher.family()

    launcher.end(signal.SIGKILL)

    assert gone(family)


def test_after_killing_everything_the_next_start_recovers_and_says_so(launch: Launch, room: Path) -> None:
    first = launch(room / "home")
    for pid in first.family():
        with contextlib.suppress(ProcessLookupError):  # it died with its parent already
            os.kill(pid, signal.SIGKILL)
    first.process.wait()

    second = launch(room / "home")

    assert "数据已恢复" in second.said
    assert "is recovered" in second.said
    said = second.end(signal.SIGTERM)
    third = launch(room / "home")
    assert "恢复" not in third.said
    assert "Traceback" not in said


def test_a_living_orphan_is_stopped_and_it_is_said(launch: Launch, room: Path) -> None:
    first = launch(room / "home")
    postmaster = int((room / "home" / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGSTOP)  # it cannot hear that its launcher dies
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    second = launch(room / "home", ready=False)
    os.kill(postmaster, signal.SIGCONT)

    second.wait_until_ready()

    assert gone({postmaster})


def test_a_program_that_falls_stops_the_rest_and_is_named(launch: Launch, room: Path) -> None:
    launcher = launch(room / "home")
    family = launcher.family()
    web = next(
        pid for pid in family - {launcher.process.pid} if b"http.server" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )

    os.kill(web, signal.SIGKILL)
    said, _ = launcher.process.communicate(timeout=30)

    assert launcher.process.returncode == 1
    assert "web 意外结束" in said
    assert gone(family)


def test_a_database_that_falls_stops_the_rest_and_is_named(launch: Launch, room: Path) -> None:
    launcher = launch(room / "home")
    family = launcher.family()

    os.kill(int((room / "home" / "postgres" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    said, _ = launcher.process.communicate(timeout=30)

    assert launcher.process.returncode == 1
    assert "PostgreSQL 意外结束" in said
    assert gone(family)
