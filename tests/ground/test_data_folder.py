"""One data folder, one program; any name; nobody else's files."""

import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ground.conftest import Launcher, Person
from xinqiao.ground.addresses import free_port
from xinqiao.ground.home import Home, InUse
from xinqiao.ground.words import Trouble

Launch = Callable[..., Launcher]
LONG_NAME = "心理健康教育与咨询中心的数据请勿删除" * 3


def test_a_long_chinese_path_works(launch: Launch, room: Path) -> None:
    launcher = launch(room / LONG_NAME / LONG_NAME / "数据 '二'")

    assert (launcher.home / "postgres" / "PG_VERSION").exists()
    assert launcher.end(signal.SIGTERM) == ""


def test_two_copies_run_side_by_side(launch: Launch, room: Path) -> None:
    first, second = launch(room / "一"), launch(room / "二")

    assert first.process.poll() is None
    assert second.process.poll() is None


def test_the_same_folder_twice_is_one_clear_sentence(launch: Launch, room: Path) -> None:
    launch(room / "home")

    second = launch(room / "home", ready=False)
    said, _ = second.process.communicate(timeout=30)

    assert second.process.returncode == 1
    assert "正在使用" in said
    assert "is in use" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_named_before_anything_starts(launch: Launch, room: Path) -> None:
    first = launch(room / "一")

    second = launch(room / "二", first.port, ready=False)
    said, _ = second.process.communicate(timeout=30)

    assert f"127.0.0.1:{first.port}" in said
    assert not (room / "二" / "postgres").exists()


def test_only_the_program_can_look_into_its_folder(launch: Launch, room: Path) -> None:
    launch(room / "home")

    open_to_others = [
        path
        for path in (room / "home").rglob("*")
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert open_to_others == []
    assert stat.S_IMODE((room / "home").stat().st_mode) == 0o700
    assert stat.S_IMODE((room / "home" / "keys" / "instance.key").stat().st_mode) == 0o600


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()

    with pytest.raises(Trouble, match="holds other files"):
        Home(tmp_path).settle("demo")

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_demo_never_becomes_a_school_nor_a_school_a_demo(tmp_path: Path) -> None:
    demo, school = Home(tmp_path / "demo"), Home(tmp_path / "school")
    demo.settle("demo")
    school.settle("school")

    with pytest.raises(Trouble, match="holds the demo"):
        demo.settle("school")
    with pytest.raises(Trouble, match="holds a real school"):
        school.settle("demo")


def test_the_lock_goes_with_its_holder(tmp_path: Path, person: Person) -> None:
    import os

    home = Home(tmp_path / "home")
    descriptor = home.lock()
    with pytest.raises(InUse):
        home.lock()

    os.close(descriptor)

    os.close(home.lock())
    assert free_port() > 0
