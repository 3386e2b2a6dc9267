"""Lock the dependencies anew: names, versions and hashes, and no registry's address."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".make" / "lock-tools"
FLAGS = [
    "--quiet",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--strip-extras",
    "--allow-unsafe",
]
LOCKS = {
    "dev.lock": ["--extra", "dev", "pyproject.toml"],
    "run.lock": ["-c", "requirements/dev.lock", "pyproject.toml"],
    "node.lock": ["requirements/node.in"],
}


def main() -> None:
    """Write all lock files; `--upgrade` is handed on."""
    venv.create(PLACE, with_pip=True)
    python = str(PLACE / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", "requirements/lock.in"], cwd=ROOT, check=True)
    for name, source in LOCKS.items():
        command = [python, "-m", "piptools", "compile", *FLAGS, *sys.argv[1:], "-o", f"requirements/{name}", *source]
        subprocess.run(command, cwd=ROOT, check=True)


main()
