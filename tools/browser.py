"""A browser and Chinese letters for the browser tests: installed by root, named to others."""

import os
import shutil
import subprocess
import sys


def main() -> None:
    """See that Chromium and a Chinese font are there."""
    missing = [package for package, there in (("chromium", has_browser()), ("fonts-noto-cjk", has_font())) if not there]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        packages = " ".join(missing)
        sys.exit(
            f"缺少浏览器测试所需,请管理员运行 / missing for the browser tests, run as root: apt-get install {packages}"
        )
    print(f"安装 / installing {' '.join(missing)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=environment)
    command = ["apt-get", "-qq", "-y", "install", "--no-install-recommends", *missing]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def has_browser() -> bool:
    """Whether Debian's Chromium is there."""
    return shutil.which("chromium") is not None


def has_font() -> bool:
    """Whether any font can write Chinese."""
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


main()
