"""Every move of a state table is tried by two people at once."""

import ast

import pytest

from tests.architecture.house import AREAS, folder


@pytest.mark.parametrize("area", [area for area in AREAS if (folder(area) / "states.py").exists()])
def test_moves_are_tried_by_two_at_once(area: str) -> None:
    files = list((folder(area) / "tests").glob("**/test_*two_at_once*.py"))
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
    }
    assert files, f"{area} has states.py but no tests/test_…two_at_once….py"
    assert any(name.endswith("MOVES") for name in names), "the test goes through every move of the table"
