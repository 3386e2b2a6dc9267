"""A filter says in SQL what its rule says in Python; a test beside it holds the two together."""

import ast

import pytest

from tests.architecture.house import AREAS, folder, functions


def filters(area: str) -> list[str]:
    """The functions of a policy that give a Q."""
    file = folder(area) / "policy.py"
    if not file.exists():
        return []
    return [one.name for one in functions(file) if one.returns is not None and ast.unparse(one.returns) == "Q"]


def names_in_tests(area: str) -> set[str]:
    """Every name that an area's policy tests speak of."""
    files = (folder(area) / "tests").glob("**/test_*policy*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.attr for node in nodes if isinstance(node, ast.Attribute)
    }


@pytest.mark.parametrize("area", AREAS)
def test_every_filter_is_held_to_its_rule(area: str) -> None:
    assert set(filters(area)) - names_in_tests(area) == set()


@pytest.mark.parametrize("area", AREAS)
def test_every_rule_stands_in_a_table(area: str) -> None:
    file = folder(area) / "policy.py"
    rules = {one.name for one in functions(file) if one.name.startswith("may_")} if file.exists() else set()
    assert rules - names_in_tests(area) == set()
