"""Root lets go: the whole program runs as a system account, wherever root keeps its files."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xinqiao.cli.folder import CHECKOUT
from xinqiao.ground import accounts, descent, runtime
from xinqiao.ground.words import Trouble

pytestmark = pytest.mark.usefixtures("as_root")

LOOK = """
import json, os, subprocess
import django, psycopg, xinqiao
from xinqiao.ground import binaries, environment
version = subprocess.run([binaries.of_the_wheel() / "postgres", "--version"], capture_output=True, text=True)
print(json.dumps([os.geteuid(), os.getgroups(), xinqiao.__file__,
    os.environ[environment.HOME], version.stdout.strip()]))
"""
DROP = """
import os, sys
os.umask(0o077)  # as careful administrators have it
from pathlib import Path
from xinqiao.ground import descent
descent.STATE = Path(sys.argv[3])
descent.run_as_program_user("look", [], home=Path(sys.argv[1]), checkout=Path(sys.argv[2]))
"""


@pytest.fixture
def state() -> Iterator[Path]:
    """A place like /var/lib/xinqiao."""
    folder = Path(tempfile.mkdtemp(prefix="xq-state-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A home like /root: nobody else may enter."""
    folder = Path(tempfile.mkdtemp(prefix="xq-closed-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder)


def small_checkout(folder: Path) -> Path:
    """As much of a checkout as the ground needs, written under a strict umask."""
    checkout = folder / "心桥"
    source = checkout / "src" / "xinqiao"
    shutil.copytree(CHECKOUT / "src" / "xinqiao" / "ground", source / "ground")
    shutil.copy(CHECKOUT / "src" / "xinqiao" / "__init__.py", source)
    (checkout / "src" / "look.py").write_text(LOOK, encoding="utf-8")
    (checkout / "requirements").mkdir()
    shutil.copy(CHECKOUT / "requirements" / "run.lock", checkout / "requirements")
    subprocess.run(["chmod", "-R", "go=", str(checkout)], check=True)
    return checkout


def test_a_checkout_in_an_unreadable_home_works(closed: Path, state: Path) -> None:
    checkout = small_checkout(closed)
    account = descent.ensure_account()

    done = subprocess.run(
        [sys.executable, "-P", "-c", DROP, str(checkout / "var"), str(checkout), str(state)],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        cwd=closed,
    )

    assert done.returncode == 0, done.stderr
    uid, groups, package, home, version = json.loads(done.stdout)
    assert uid == account.uid
    assert 0 not in groups
    assert Path(package).is_relative_to(state)
    assert version.startswith("postgres (PostgreSQL)")
    assert Path(home).is_relative_to(state)
    assert (checkout / "var").resolve() == Path(home)
    assert Path(home).stat().st_uid == account.uid
    assert stat.S_IMODE(Path(home).stat().st_mode) == 0o700


def test_the_copy_is_kept_until_something_changes(closed: Path, state: Path) -> None:
    checkout = small_checkout(closed)
    account = descent.ensure_account()
    first = runtime.readable_by(account, checkout=checkout, state=state).python

    assert runtime.readable_by(account, checkout=checkout, state=state).python == first

    (checkout / "src" / "look.py").write_text("changed = True\n", encoding="utf-8")
    assert runtime.readable_by(account, checkout=checkout, state=state).python != first


def test_a_data_folder_of_another_user_is_not_taken(closed: Path) -> None:
    closed.chmod(0o755)
    folder = closed / "theirs"
    folder.mkdir()
    nobody = accounts.named("nobody")
    assert nobody is not None
    os.chown(folder, nobody.uid, nobody.gid)

    with pytest.raises(Trouble, match="belongs to another user"):
        descent.ensure_home(folder, descent.ensure_account())


def test_a_folder_full_of_other_things_does_not_change_hands(closed: Path) -> None:
    closed.chmod(0o755)
    (closed / "letters").mkdir()
    (closed / "letters" / "private.txt").touch()

    with pytest.raises(Trouble, match="holds other files"):
        descent.ensure_home(closed / "letters", descent.ensure_account())

    assert (closed / "letters" / "private.txt").stat().st_uid == 0
