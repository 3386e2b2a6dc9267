"""What is committed names no registry and no machine."""

import re
import subprocess

import pytest

from tests.architecture.house import REPOSITORY

# Written apart, so that this file does not name what it looks for.
HOSTS = ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "deb" + ".debian", "npm" + "mirror"]
BINARY = (".png", ".ico", ".woff2")


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if not name.endswith(BINARY)]


@pytest.mark.parametrize("host", HOSTS)
def test_no_registry_is_named(host: str) -> None:
    pattern = re.compile(re.escape(host))
    found = [
        name
        for name in committed()
        if (REPOSITORY / name).is_file() and pattern.search((REPOSITORY / name).read_text(encoding="utf-8"))
    ]
    assert found == []


def test_third_party_code_is_installed_not_committed() -> None:
    assert [name for name in committed() if "node_modules" in name or "/build/" in name or name.endswith(".mo")] == []
