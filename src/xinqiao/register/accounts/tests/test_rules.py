"""What is good enough: a passphrase, a PIN, a sign-in name."""

from uuid import uuid4

import pytest

from xinqiao.register.accounts.codes import ALPHABET, code_digest, make_code, normal_code
from xinqiao.register.accounts.rules import passphrase_faults, pin_faults, sign_in_faults

KNOWN = ["shen", "沈知微", "shenzhiwei", "zhiwei", "心桥实验学校", ""]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("短了一点", "至少要 10 个字符"),
        ("ab cd ef", "至少要 10 个字符"),
        ("1" * 201, "最多 200"),
        ("13800000000", "全是数字"),
        ("2024 0301 2024", "全是数字"),
        ("aaaaaaaaaaaa", "重复的"),
        ("qwertyuiopqwertyuiop", "连着的"),
        ("zyxwvutsrqponm", "连着的"),
        ("password123", "很多人都在用"),
        ("WoAiNi5201314", "很多人都在用"),
        ("ｐａｓｓｗｏｒｄ１２３", "很多人都在用"),
        ("xinqiaoxinqiao1", "很多人都在用"),
        ("沈知微沈知微沈知微20", "别人也知道"),
        ("shenzhiwei1990", "别人也知道"),
        ("心桥实验学校2026年", "别人也知道"),
    ],
)
def test_what_is_easy_to_guess_is_refused_with_a_reason(words: str, sentence: str) -> None:
    assert sentence in str(passphrase_faults(words, KNOWN)[0])


@pytest.mark.parametrize(
    "words",
    [
        "雨天的那把伞 借给谁了",
        "correct horse battery staple",
        "春风 化雨 桃李 不言",
        "Tr0ub4dor&3x",
        "沈知微把钥匙忘在三楼的窗台上",
        "    leading and trailing    ",
        "𠮷野家的牛肉饭要加两个蛋",
    ],
)
def test_what_only_the_owner_would_say_will_do(words: str) -> None:
    assert passphrase_faults(words, KNOWN) == []


@pytest.mark.parametrize(
    ("pin", "is_good"),
    [("402918", True), ("４０２９１８", True), ("40291", False), ("4029181234567", False), ("111111", False),
     ("121212", False), ("123456", False), ("987654", False), ("abcdef", False), ("", False), ("٤٠٢٩١٨", False)],
)  # fmt: skip
def test_a_pin_is_six_to_twelve_digits_that_are_no_row(pin: str, is_good: bool) -> None:
    assert (pin_faults(pin) == []) is is_good


@pytest.mark.parametrize(
    ("name", "is_good"),
    [("shen", True), ("沈知微", True), ("shen.zw-2", True), ("s", False), ("x" * 41, False), ("a b", False),
     ("11010519491231002x", False), ("13800000000", False), ("<script>", False), ("shen\u202e", False)],
)  # fmt: skip
def test_a_sign_in_name_is_a_plain_word_and_no_number_of_a_person(name: str, is_good: bool) -> None:
    assert (sign_in_faults(name) == []) is is_good


def test_codes_are_easy_to_copy_and_never_mistaken() -> None:
    made = {make_code() for _ in range(500)}

    assert len(made) == 500
    assert set("".join(made)) <= set(ALPHABET) | {"-"}
    assert not set("01ilo") & set(ALPHABET)


def test_however_a_code_is_typed_it_is_the_same_code() -> None:
    assert normal_code(" K7mf2 Q9xw4 ") == normal_code("k7mf2-q9xw4") == normal_code("Ｋ７ｍｆ２－ｑ９ｘｗ４")


def test_the_same_code_of_two_accounts_is_kept_differently() -> None:
    assert code_digest("start_code", uuid4(), "k7mf2-q9xw4") != code_digest("start_code", uuid4(), "k7mf2-q9xw4")
