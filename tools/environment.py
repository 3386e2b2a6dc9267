"""Make the virtual environment and install what is locked: `environment.py run` or `environment.py dev`.

Runs with the machine's own Python and nothing else. A second run does nothing.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
COMMAND = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m xinqiao "$@"
"""


def main() -> None:
    """Bring `.venv` to what the lock file says."""
    which = sys.argv[1]
    if sys.version_info < OLDEST:
        sys.exit("需要 Python 3.11 或更新,请设 PYTHON= / Python 3.11 or newer is needed; set PYTHON=.")
    (ROOT / ".make").mkdir(exist_ok=True)
    with (ROOT / ".make" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two copies may be started at once
        if not PYTHON.exists():
            make_venv()
        if not is_installed(which):
            install(which)


def make_venv() -> None:
    """Make `.venv`; say what is missing where Debian keeps it in a package of its own."""
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_package()
    print("建立 Python 环境 / making the Python environment …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def install_venv_package() -> None:
    """Debian's python3-venv: root installs it, others are told to ask."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        sys.exit("缺少 python3-venv,请管理员运行 / python3-venv is missing, run as root: apt-get install python3-venv")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
    subprocess.run(["apt-get", "install", "-q", "-y", "python3-venv"], check=True, env=environment)


def fingerprint(which: str) -> str:
    """What the environment was made from."""
    lock = (ROOT / "requirements" / f"{which}.lock").read_bytes()
    return hashlib.sha256(lock + os.fsencode(ROOT) + Path(__file__).read_bytes()).hexdigest()


def is_installed(which: str) -> bool:
    """Whether this lock file, or the developers' larger one, is installed."""
    marks = [which] if which == "dev" else ["dev", "run"]
    stamps = [VENV / f"{mark}.installed" for mark in marks]
    return any(
        stamp.exists() and stamp.read_text() == fingerprint(mark) for mark, stamp in zip(marks, stamps, strict=True)
    )


def install(which: str) -> None:
    """Install exactly what is locked, hashes checked, and put the project itself on the path."""
    print("安装已锁定的依赖 / installing the locked packages …", flush=True)
    lock = ROOT / "requirements" / f"{which}.lock"
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*command, "--require-hashes", "--requirement", str(lock)], check=False)
    if done.returncode != 0:
        sys.exit("依赖没有装好,原因见上 / the packages could not be installed; see above.")
    site = next((VENV / "lib").glob("python3.*")) / "site-packages"
    (site / "xinqiao.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    program = VENV / "bin" / "xinqiao"
    program.unlink(missing_ok=True)
    program.write_text(COMMAND)
    program.chmod(0o755)
    (VENV / f"{which}.installed").write_text(fingerprint(which))


main()
