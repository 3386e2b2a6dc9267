"""The compiler of translations: what it writes is what gettext reads."""

import gettext
import io
import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "messages.py"))
parse, compiled, BadCatalogue = TOOL["parse"], TOOL["compiled"], TOOL["BadCatalogue"]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def catalogue(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compiled(parse(HEADER + text))))


def test_messages_contexts_and_plurals_come_back() -> None:
    words = catalogue(
        '# a comment\nmsgid "预约"\nmsgstr "Appointments"\n'
        'msgctxt "动词"\nmsgid "预约"\nmsgstr "Book"\n\n'
        'msgid "%(n)d 人"\nmsgid_plural "%(n)d 人们"\nmsgstr[0] "%(n)d person"\nmsgstr[1] "%(n)d people"\n\n'
        'msgid ""\n"很长"\n"的句子\\n"\nmsgstr ""\n"A long \\"sentence\\"\\n"\n'
    )

    assert words.gettext("预约") == "Appointments"
    assert words.pgettext("动词", "预约") == "Book"
    assert words.ngettext("%(n)d 人", "%(n)d 人们", 1) == "%(n)d person"
    assert words.ngettext("%(n)d 人", "%(n)d 人们", 2) == "%(n)d people"
    assert words.gettext("很长的句子\n") == 'A long "sentence"\n'


def test_what_is_not_translated_stays_as_it_is() -> None:
    assert catalogue('msgid "值班"\nmsgstr ""\n').gettext("值班") == "值班"


@pytest.mark.parametrize(
    "text",
    [
        'msgid "一"\nmsgstr "1"\n\nmsgid "一"\nmsgstr "2"\n',
        '#, fuzzy\nmsgid "一"\nmsgstr "1"\n',
        'msgid "一\nmsgstr "1"\n',
        'msgid "一"\n',
    ],
    ids=["twice", "fuzzy", "open quote", "no translation"],
)
def test_a_faulty_catalogue_stops_the_build(text: str) -> None:
    with pytest.raises(BadCatalogue):
        parse(HEADER + text)
