"""A copy of the program that its account can read.

Root's checkout often lies where nobody else may look (/root), and so do its
virtual environment and sometimes its Python. What is needed of them is then
copied to a readable place, once per version, and dropped when it is outdated.
"""

import fcntl
import hashlib
import importlib.metadata
import os
import re
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import accounts
from .accounts import Account
from .words import warn

PREFIX = "runtime-"
# Of Python itself: what no program of ours imports.
NOT_NEEDED = ("site-packages", "test", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "config-*")
SOURCES = ("src", "clauses.toml", "pyproject.toml", "requirements")
NOT_SOURCES = ("node_modules", "*.egg-info", "__pycache__")


@dataclass(frozen=True)
class Place:
    """A Python that runs the program, and the variables it needs."""

    python: Path
    variables: dict[str, str] = field(default_factory=dict)


def readable_by(account: Account, *, checkout: Path, state: Path) -> Place:
    """Where the account can run the program: in place if it can read it, else a copy under `state`."""
    needed = [_base_python(), Path(os.__file__).parent, Path(sys.prefix), _site_packages()]
    needed += [checkout / "src" / "xinqiao", checkout / "clauses.toml"]
    closed = [path for path in needed if path.exists() and not accounts.can_enter(path, account)]
    if not closed:
        return Place(Path(sys.executable))
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o755)
    with (state / "runtime.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two copies may be started at once
        target = state / f"{PREFIX}{_fingerprint(checkout)}"
        if not target.exists():
            warn(
                f"系统用户 {account.name} 读不到 {closed[0]},程序复制到 {target} 运行。",
                f"The system user {account.name} cannot read {closed[0]}; the program runs from a copy, {target}.",
            )
            _copy(checkout, target, account)
        _drop_outdated(checkout, target)
        _mark_used(target)
    return _place_in(target)


def _base_python() -> Path:
    return Path(sys.executable).resolve()


def _site_packages() -> Path:
    return Path(sysconfig.get_paths()["purelib"])


def _place_in(target: Path) -> Place:
    variables = {"PYTHONNOUSERSITE": "1", "VIRTUAL_ENV": str(target / "venv")}
    if (target / "python").exists():
        variables["LD_LIBRARY_PATH"] = str(target / "python" / "lib")
    return Place(target / "venv" / "bin" / "python", variables)


def _fingerprint(checkout: Path) -> str:
    """Changes whenever a source file or an installed package does."""
    digest = hashlib.sha256(os.fsencode(f"{checkout}\0{_base_python()}\0{sys.version}"))
    for path in _source_files(checkout):
        status = path.stat()
        digest.update(os.fsencode(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0"))
    for package in sorted(_site_packages().glob("*.dist-info")):
        digest.update(os.fsencode(f"{package.name}\0{package.stat().st_mtime_ns}\0"))
    return digest.hexdigest()[:12]


def _source_files(checkout: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = checkout / name
        if path.is_file():
            yield path
        for top, folders, files in os.walk(path):
            folders[:] = sorted(set(folders) - set(NOT_SOURCES))
            yield from (Path(top) / file for file in sorted(files))


def _copy(checkout: Path, target: Path, account: Account) -> None:
    strict = os.umask(0o022)  # root's own may hide what is written from the one who is to read it
    try:
        _write_copy(checkout, target, account)
    finally:
        os.umask(strict)


def _write_copy(checkout: Path, target: Path, account: Account) -> None:
    draft = target.with_name(target.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for folder in (draft.parent, draft):
        folder.chmod(0o755)
    for name in SOURCES:
        path = checkout / name
        if path.is_dir():
            ignored = shutil.ignore_patterns(*NOT_SOURCES)
            shutil.copytree(path, draft / name, ignore=ignored, copy_function=_link_or_copy)
        elif path.exists():
            _link_or_copy(path, draft / name)
    python = _copy_python(draft, target, account)
    _copy_packages(draft, target, python)
    (draft / "checkout").write_text(str(checkout), encoding="utf-8")
    _open_folders(draft)
    draft.rename(target)


def _copy_python(draft: Path, target: Path, account: Account) -> Path:
    """The Python beneath the virtual environment: in place, or copied if it is closed too."""
    base = _base_python()
    if accounts.can_enter(base, account) and accounts.can_enter(Path(os.__file__).parent, account):
        return base
    library = Path(os.__file__).parent
    copy = draft / "python"
    ignored = shutil.ignore_patterns(*NOT_NEEDED)
    shutil.copytree(library, copy / "lib" / library.name, symlinks=True, ignore=ignored, copy_function=_link_or_copy)
    for shared in library.parent.glob("libpython*.so*"):
        _link_or_copy(shared, copy / "lib" / shared.name)
    (copy / "bin").mkdir()
    _link_or_copy(base, copy / "bin" / base.name)
    return target / "python" / "bin" / base.name


def _copy_packages(draft: Path, target: Path, python: Path) -> None:
    """A virtual environment with the packages of the running program, and none of the developers'."""
    packages = draft / "venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    packages.mkdir(parents=True)
    original = _site_packages()
    for file in _package_files(draft / "requirements" / "run.lock", original):
        copy = packages / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        _link_or_copy(original / file, copy)
    (packages / "xinqiao.pth").write_text(f"{target / 'src'}\n", encoding="utf-8")
    (draft / "venv" / "bin").mkdir()
    (draft / "venv" / "bin" / "python").symlink_to(python)
    (draft / "venv" / "pyvenv.cfg").write_text(
        f"home = {python.parent}\ninclude-system-site-packages = false\n", encoding="utf-8"
    )


def _package_files(lock: Path, original: Path) -> Iterator[Path]:
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        for file in importlib.metadata.distribution(name).files or ():
            if ".." not in file.parts and (original / file).is_file():
                yield Path(file)


def _link_or_copy(source: str | Path, copy: str | Path) -> str:
    """A second name for the same file where everybody may read it, else a copy that everybody may."""
    real = Path(source).resolve()
    if stat.S_IMODE(real.stat().st_mode) & 0o004:
        try:
            os.link(real, copy)
        except OSError:
            shutil.copy2(real, copy)
        return str(copy)
    shutil.copy2(real, copy)
    mode = stat.S_IMODE(real.stat().st_mode)
    Path(copy).chmod(0o755 if mode & 0o100 else 0o644)
    return str(copy)


def _open_folders(top: Path) -> None:
    for folder, _folders, _files in os.walk(top):
        Path(folder).chmod(0o755)


def _mark_used(target: Path) -> None:
    """Hold the copy for as long as this process, and what it becomes, lives."""
    descriptor = os.open(target / "checkout", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    os.set_inheritable(descriptor, True)


def _drop_outdated(checkout: Path, current: Path) -> None:
    """Remove older copies of this checkout, and copies of checkouts that are gone, unless somebody runs from them."""
    for old in current.parent.glob(f"{PREFIX}*"):
        mark = old / "checkout"
        if old == current or not mark.exists():
            continue
        source = Path(mark.read_text(encoding="utf-8"))
        if source != checkout and source.exists():
            continue
        with mark.open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            shutil.rmtree(old, ignore_errors=True)
