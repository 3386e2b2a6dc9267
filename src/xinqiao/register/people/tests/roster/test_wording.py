"""Every reason has its sentence, in both languages, and no sentence lacks a word."""

import re

import pytest
from django.utils.translation import override

from xinqiao.register.people.roster import wording
from xinqiao.register.people.roster.findings import Finding, Kind, Place, Reason
from xinqiao.register.people.roster.problems import UnreadableFile, Why

PARAMS = {
    "name": "林晚舟",
    "before": "林婉舟",
    "value": "2014-13-45",
    "number": "2026001",
    "grade": "7",
    "class": "3",
    "count": "4",
    "of": "10",
    "sheet": "七年级",
    "row": "12",
    "year": "2026–2027",
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("applied", [False, True])
def test_every_reason_has_a_sentence(reason: Reason, language: str, applied: bool) -> None:
    with override(language):
        said = wording.sentence(Finding(Kind.NOTE, reason, Place("七年级", 3), PARAMS), applied=applied)
    assert said
    assert "%(" not in said


@pytest.mark.parametrize("reason", Reason)
def test_nothing_is_foretold_once_it_is_done_but_what_nobody_confirmed(reason: Reason) -> None:
    plan, guess = (Finding(kind, reason, Place("七年级", 3), PARAMS) for kind in (Kind.NOTE, Kind.GUESS))

    assert not re.search("将(加入|标为|导入)", wording.sentence(plan, applied=True))
    assert wording.sentence(guess, applied=True) == wording.sentence(guess)


@pytest.mark.parametrize("why", Why)
def test_every_refusal_of_a_file_has_a_sentence(why: Why) -> None:
    assert wording.refusal(UnreadableFile(why, most="50")).endswith("。")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_name(kind: Kind) -> None:
    assert str(wording.KINDS[kind])


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(""), ""),
        (Place("七年级"), "“七年级”"),
        (Place("七年级", 3), "“七年级”第 3 行"),
        (Place("七年级", 3, "D", "生日"), "“七年级”第 3 行 D 列（生日）"),
    ],
)
def test_a_place_is_named_as_far_as_it_is_known(place: Place, words: str) -> None:
    assert wording.place(Finding(Kind.NOTE, Reason.NEW, place)) == words


def test_somebody_without_a_class_has_a_place_too() -> None:
    said = wording.sentence(Finding(Kind.ADDED, Reason.NEW, Place(""), {"name": "林晚舟"}))
    assert re.search("林晚舟.*未分班", said)
