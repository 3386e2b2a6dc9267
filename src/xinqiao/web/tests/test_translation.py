"""Chinese first, English beside it: nothing is shown that cannot be shown in both."""

import ast
import re
from pathlib import Path

import pytest

from xinqiao.web.tests import messages

# A language is named in itself.
OWN_NAMES = ("中文", "简体中文")
# Stamps are drawn, not read: they stay as they are, and words stand beside them.
STAMPS = "印章\x04"
# Chinese that is data, or that stands beside its English: names, headers and grades of rosters, invented people, words
# nobody may choose as a passphrase, names of browsers, the school's own paper forms, and whatever speaks in both
# languages at once because it speaks before Django does.
DATA = (
    "cli/",
    "core/clauses/report.py",
    "ground/",
    "office/messages/neutral.py",
    "office/papers/",
    "oversight/figures/papers/",
    "practice/cases/papers/",
    "practice/scheduling/papers/",
    "register/accounts/passkeys.py",
    "register/accounts/rules.py",
    "register/accounts/views/common.py",
    "core/vault/bench.py",
    "register/people/bench.py",
    "register/people/models/school.py",
    "register/people/pinyin.py",
    "register/people/roster/",
    "settings/",
    "web/demo/",
    "web/management/",
    "web/reference/",
)


def name_of(file: Path) -> str:
    return file.relative_to(messages.PACKAGE).as_posix()


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return messages.catalogues()


@pytest.mark.parametrize("file", messages.templates(), ids=name_of)
def test_every_message_of_a_template_has_its_english(file: Path, english: dict[str, str]) -> None:
    asked = messages.in_template(file.read_text(encoding="utf-8"))
    assert [key for key in asked if key not in english] == []


@pytest.mark.parametrize("file", messages.modules(), ids=name_of)
def test_every_message_of_a_module_has_its_english(file: Path, english: dict[str, str]) -> None:
    asked = messages.in_module(ast.parse(file.read_text(encoding="utf-8")))
    assert [key for key in asked if messages.CHINESE.search(key) and key not in english] == []


@pytest.mark.parametrize("file", messages.templates(), ids=name_of)
def test_no_template_says_anything_outside_of_a_translation(file: Path) -> None:
    said = messages.bare_text(file.read_text(encoding="utf-8"))
    for own in OWN_NAMES:
        said = said.replace(own, "")
    assert [line.strip() for line in said.splitlines() if messages.CHINESE.search(line)] == []


@pytest.mark.parametrize(
    "file", [file for file in messages.modules() if not name_of(file).startswith(DATA)], ids=name_of
)
def test_no_module_says_anything_outside_of_a_translation(file: Path) -> None:
    found = messages.bare_chinese(ast.parse(file.read_text(encoding="utf-8")))
    assert [f"{node.lineno}: {node.value}" for node in found] == []


def test_no_english_keeps_chinese_in_it(english: dict[str, str]) -> None:
    assert {
        key: value for key, value in english.items() if messages.CHINESE.search(value) and not key.startswith(STAMPS)
    } == {}


def test_placeholders_are_the_same_in_both(english: dict[str, str]) -> None:
    wrong = {}
    for key, value in english.items():
        asked = set(re.findall(r"%\((\w+)\)", key))
        given = set(re.findall(r"%\((\w+)\)", value))
        if given - asked:
            wrong[key] = value
    assert wrong == {}
