"""Names are spelt as their owners say them, and found by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinqiao.register.people.pinyin import SURNAMES, initials, sort_key


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单晓明", "sxm"),
        ("解放", "xf"),
        ("仇英", "qy"),
        ("查良", "zl"),
        ("曾国华", "zgh"),
        ("区小红", "oxh"),
        ("尉迟文", "ycw"),
        ("长孙明", "zsm"),
        ("万俟宁", "mqn"),
        ("欧阳思远", "oysy"),
        ("朴智妍", "pzy"),
        ("翟天", "zt"),
        ("单于", "sy"),
        ("阿依古丽·买买提", "ayglmmt"),
        ("钟䶮文", "zyw"),
        ("陆𠮷怡", "ljy"),
        ("Anna Li", "al"),
        ("李Anna", "la"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, first: str) -> None:
    assert initials(name).split()[0] == first


def test_a_given_name_with_two_readings_is_found_by_both() -> None:
    assert {"lyw", "llw"} <= set(initials("李乐文").split())
    assert {"zcy", "zzy"} <= set(initials("张朝阳").split())


def test_a_surname_is_also_found_by_the_reading_a_stranger_would_guess() -> None:
    assert initials("单晓明").split()[0] == "sxm"
    assert "dxm" in initials("单晓明").split()


def test_sorting_by_bytes_is_sorting_by_pinyin() -> None:
    names = ["赵一", "李安", "连一", "单晓", "曾好", "安娜", "查一", "吕一", "陆一"]
    assert sorted(names, key=sort_key) == ["安娜", "李安", "连一", "陆一", "吕一", "单晓", "曾好", "查一", "赵一"]


def test_a_character_nobody_can_read_sorts_last_and_does_not_stop_the_search() -> None:
    assert initials("李\U0002b740明").split() == ["lm", "liming"]
    assert sort_key("\U0002b740明") > sort_key("邹")


def test_every_listed_surname_has_one_syllable_a_character() -> None:
    assert all(len(name) == len(reading.split()) for name, reading in SURNAMES.items())


@given(st.text(max_size=80))
def test_any_text_gets_a_key_that_fits_its_column(text: str) -> None:
    assert len(sort_key(text)) <= 200
    assert len(initials(text)) <= 80


def test_a_name_is_found_by_its_full_spelling_too() -> None:
    assert "zengguohua" in initials("曾国华").split()
