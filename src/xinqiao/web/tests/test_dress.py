"""What the pages are dressed in: one style sheet for old browsers, one sprite, scripts that call nobody."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from xinqiao.web.templatetags.face import BUILD

WEB = BUILD.parents[1]
PACKAGE = WEB.parent
LOCK = WEB / "frontend" / "package-lock.json"


def made(name: str) -> str:
    return (BUILD / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["light-dark(", "oklch(", "color-mix(", "@layer", "data:", "http", "url("])
def test_the_style_sheet_says_nothing_that_an_old_browser_or_the_policy_refuses(word: str) -> None:
    assert word not in made("desk.css")


def test_every_component_of_a_template_has_its_style_or_none() -> None:
    css = made("desk.css")
    for part in (
        "xq-person",
        "xq-day",
        "xq-owed",
        "xq-seal",
        "xq-empty",
        "xq-error",
        "xq-note",
        "xq-found",
        "xq-pages",
        "btn-primary",
    ):
        assert f".{part}" in css, part


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', made("icons.svg")))
    named = set()
    for file in PACKAGE.rglob("templates/**/*.html"):
        named |= set(re.findall(r'(?:<c-icon name|\bicon)="([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    assert named - drawn == set()


def test_the_manifest_names_what_was_built() -> None:
    for name, digest in json.loads(made("manifest.json")).items():
        assert sha256((BUILD / name).read_bytes()).hexdigest() == digest, name


def test_scripts_evaluate_nothing_of_their_own_and_ask_only_this_server() -> None:
    for file in sorted((WEB / "static_src" / "js").glob("*.js")):
        said = file.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|https?://|document\.write|\.style\b", said), file.name


def test_the_lock_file_names_no_host() -> None:
    locked = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in locked.items() if "resolved" in package] == []
    assert [name for name, package in locked.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("templates/cotton/*.html")), ids=lambda file: Path(file).stem)
def test_components_print_no_attribute_unescaped(file: Path) -> None:
    """`{{ attrs }}` of django-cotton is marked safe whatever is in it: no component may use it."""
    said = file.read_text(encoding="utf-8")
    assert not re.search(r"{{\s*attrs|\|\s*safe\b|autoescape", said)
