"""The texts for eight and for twelve years, and the pages they stand on, are such as children of that age can read.

For eight: at least 98 of 100 characters among the 1600 most used, sentences of at most 20 characters and 12 on average.
For twelve: at least 99 of 100 among the 2500 most used, sentences of 18 on average. By the end of the second grade the
curriculum has a child know about 1600 characters, by the end of the sixth about 3000. Run with `-s` to see the figures.
"""

import re
import sys
from collections.abc import Iterator
from html import unescape

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor, own_browser
from xinqiao.core.clock import freeze
from xinqiao.register.consents.rules import Purpose, Reader, notice_for, question_for

from .builders import asked, says_yes, signed
from .reading_age import Found, length, read

# reader: known characters, least share, most on average, most at all
BOUNDS = {Reader.EIGHT: (1600, 0.98, 12, 20), Reader.TWELVE: (2500, 0.99, 18, 40)}
CHILDREN = {Reader.EIGHT: "xiaohe", Reader.TWELVE: "yuhang"}
ELEMENTS = re.compile(r"<(script|style|svg|title)\b.*?</\1>|<[^>]+>", re.DOTALL)


@pytest.fixture(autouse=True)
def _on_a_school_day() -> Iterator[None]:
    with freeze(NOW):
        yield


def hold(text: str, reader: Reader, what: str) -> Found:
    known, share, mean, longest = BOUNDS[reader]
    found = read(text, known)
    sys.stdout.write(f"{what}, for {reader}: {found}\n")
    assert found.share >= share, found.rare
    assert found.mean <= mean
    assert length(found.longest) <= longest, found.longest
    return found


def notice(reader: Reader) -> str:
    parts = [notice_for(reader, "zh", years).sections for years in (None, 3)]
    return "\n".join(line for sections in parts for one in sections for line in (one.title, *one.lines, *one.after))


def questions(reader: Reader) -> str:
    found = [question_for(reader, purpose, "zh") for purpose in Purpose]
    return "\n".join(line for one in found for line in (one.title, *one.what, *one.who, *one.no, *one.change))


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize("reader", BOUNDS)
def test_the_notice_and_the_questions_can_be_read(reader: Reader) -> None:
    hold(notice(reader), reader, "the notice")
    hold(questions(reader), reader, "the questions")


@pytest.mark.clause("CNS-01")
@pytest.mark.parametrize("reader", BOUNDS)
def test_the_pages_can_be_read(cast: Cast, reader: Reader) -> None:
    """With what a counsellor typed and people's names left out: nobody can promise those."""
    families = make_families(cast)
    who, number = CHILDREN[reader], families.numbers[CHILDREN[reader]]
    first, second = asked(cast, number), asked(cast, number, Purpose.TESTS)
    asked(cast, number, Purpose.RECORDING)
    paper = signed(cast, "", client=number, purpose=Purpose.DISCUSSION)
    browser = own_browser(families, who)
    says_yes(own_actor(families, who), first)
    browser.post(reverse("told:decide", args=[second.pk]), {"answer": "no"})
    pages = {
        "read": (),
        "mine": (),
        "decide": (second.pk,),
        "answered": (first.pk,),
        "withdraw": (paper.pk,),
    }

    for name, args in pages.items():
        body = browser.get(reverse(f"told:{name}", args=args)).content.decode()
        text = (
            unescape(ELEMENTS.sub("\n", body[body.index("<main") :])).replace("沈知微", "老师").replace("田小禾", "你")
        )
        hold(text, reader, f"the page {name}")


@pytest.mark.parametrize("reader", BOUNDS)
def test_the_closed_list_names_the_same_five_cases_for_every_reader(reader: Reader) -> None:
    lists = [next(one.lines for one in notice_for(each, "zh", None).sections if one.is_list) for each in Reader]

    assert {len(one) for one in lists} == {5}


@pytest.mark.parametrize("reader", Reader)
def test_every_text_is_there_in_both_languages(reader: Reader) -> None:
    for language in ("zh-hans", "en"):
        sections = notice_for(reader, language, 3).sections
        assert [one.key for one in sections] == ["place", "secret", "limits", "choice", "kept"]
        assert not any("{" in line for one in sections for line in one.lines)
        for purpose in Purpose:
            asked_in = question_for(reader, purpose, language)
            assert all((asked_in.title, asked_in.what, asked_in.who, asked_in.no, asked_in.change))
            assert len(asked_in.digest) == 64
    chinese, english = (notice_for(reader, one, None).sections for one in ("zh", "en"))
    assert [len(one.lines) for one in chinese] == [len(one.lines) for one in english]
    assert question_for(reader, Purpose.TESTS, "zh").digest != question_for(reader, Purpose.TESTS, "en").digest
