"""Small rooms. Even the best code bases let one file rot; a budget in the tests prevents it."""

import ast

import pytest

from tests.architecture.house import REPOSITORY, SOURCE, python_files, tree

FILE, TEST_FILE, FUNCTION, TEMPLATE = 300, 400, 45, 120


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_small() -> None:
    long = {}
    for file in [*python_files(tests=True), *sorted((REPOSITORY / "tests").rglob("*.py"))]:
        budget = TEST_FILE if "tests" in file.parts else FILE
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > budget:
            long[file.relative_to(REPOSITORY).as_posix()] = lines
    assert long == {}


def test_functions_are_short() -> None:
    long = {}
    for file in python_files():
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef) and length(node) > FUNCTION:
                long[f"{file.relative_to(SOURCE).as_posix()}:{node.name}"] = length(node)
    assert long == {}


def test_templates_are_short() -> None:
    files = [file for file in SOURCE.rglob("templates/**/*.html") if "node_modules" not in file.parts]
    long = {file.name: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: lines for name, lines in long.items() if lines > TEMPLATE} == {}


@pytest.mark.parametrize("word", ["localStorage", "sessionStorage", "indexedDB"])
def test_nothing_is_kept_in_the_browser(word: str) -> None:
    scripts = [*SOURCE.rglob("static_src/**/*.js"), *SOURCE.rglob("static/*/*.js")]
    ours = [file for file in scripts if "build" not in file.parts and "node_modules" not in file.parts]
    assert [file.name for file in ours if word in file.read_text(encoding="utf-8")] == []
