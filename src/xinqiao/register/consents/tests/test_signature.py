"""What counts as a signature, and what was sent instead of one."""

import json

import pytest

from xinqiao.register.consents.rules import Signature, SignatureNotRead, read_signature
from xinqiao.register.consents.rules.signature import MOST_LINES, MOST_POINTS


def test_lines_that_were_drawn_go_before_a_name() -> None:
    found = read_signature("[[[1,2],[30,40]],[[5,5]]]", "林晚舟")

    assert found == Signature(lines=(((1, 2), (30, 40)), ((5, 5),)))
    assert found.paths == ["1,2 30,40", "5,5"]
    assert Signature.from_kept(json.loads(json.dumps(found.as_kept()))) == found


def test_a_name_that_was_typed_will_do() -> None:
    found = read_signature("", "  古丽努尔·阿卜杜热依木 ")

    assert found == Signature(name="古丽努尔·阿卜杜热依木")
    assert Signature.from_kept(found.as_kept()) == found


@pytest.mark.parametrize(
    ("drawn", "name"),
    [
        ("", ""),
        ("", "   "),
        ("", "名" * 61),
        ("[]", "林"),
        ("[[]]", "林"),
        ("[[[1,2]]]", "林"),
        ("[[[1,2,3],[1,2]]]", "林"),
        ("[[[1.5,2],[1,2]]]", "林"),
        ("[[[true,2],[1,2]]]", "林"),
        ("[[[601,2],[1,2]]]", "林"),
        ("[[[1,-1],[1,2]]]", "林"),
        ('{"a":1}', "林"),
        ("nothing", "林"),
        ("[" * 50_000, "林"),
        ("[[[1,2],[1,2]]]" + " " * 60_000, "林"),
        (json.dumps([[[1, 1]]] * (MOST_LINES + 1)), "林"),
        (json.dumps([[[1, 1]] * (MOST_POINTS // 2 + 1)] * 2), "林"),
    ],
)
def test_anything_else_is_none(drawn: str, name: str) -> None:
    with pytest.raises(SignatureNotRead):
        read_signature(drawn, name)
