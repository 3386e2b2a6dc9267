"""Everything `make test` checks, in one order, with the time each step takes.

The quick steps run first and all of them; pytest comes last, so that its
summary is the last line. A step that does not exist yet fails.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")

STEPS = {
    "ruff check": [str(BIN / "ruff"), "check", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "."],
    "mypy": [str(BIN / "mypy")],
    "import contracts": [str(BIN / "lint-imports")],
    "migrations": [PYTHON, "-W", "ignore::RuntimeWarning", "-m", "django", "makemigrations", "--check", "--dry-run"],
    "generated docs": [str(BIN / "xinqiao"), "docs", "--check"],
}
PYTEST = [PYTHON, "-m", "pytest", "-n", "3", "-m", "not matrix", "--durations=10"]


def main() -> None:
    """Run all steps; end with pytest's own exit code, or 1 if an earlier step failed."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "xinqiao.settings", "XINQIAO_KIND": "test"}
    for name in ("XINQIAO_HOME", "DATABASE_URL", "PORT", "MAKELEVEL", "MAKEFLAGS"):
        environment.pop(name, None)
    failed = []
    spent = {}
    for name, command in STEPS.items():
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        if subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(name)
        spent[name] = time.monotonic() - begun
    print(
        "== 用时 / time spent:",
        ", ".join(f"{name} {spent[name]:.1f} s" for name in sorted(spent, key=spent.get, reverse=True)),
    )
    if failed:
        print("== 没有通过 / failed:", ", ".join(failed))
    sys.stdout.flush()
    tests = subprocess.run(PYTEST, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    if failed:
        print("== 没有通过 / failed before the tests:", ", ".join(failed), file=sys.stderr)
    sys.exit(tests.returncode or bool(failed))


main()
