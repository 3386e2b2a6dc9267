"""Where things stand in the house, for the guards."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "xinqiao"
AREAS = {
    "people": "xinqiao.register.people",
    "accounts": "xinqiao.register.accounts",
    "credentials": "xinqiao.register.credentials",
    "consents": "xinqiao.register.consents",
    "recovery": "xinqiao.register.recovery",
    "personal": "xinqiao.register.personal",
    "obligations": "xinqiao.office.obligations",
    "papers": "xinqiao.office.papers",
    "messages": "xinqiao.office.messages",
    "disclosures": "xinqiao.office.disclosures",
    "scheduling": "xinqiao.practice.scheduling",
    "staffing": "xinqiao.practice.staffing",
    "cases": "xinqiao.practice.cases",
    "rights": "xinqiao.practice.rights",
    "crisis": "xinqiao.practice.crisis",
    "figures": "xinqiao.oversight.figures",
}


def folder(area: str) -> Path:
    """The folder of an area."""
    return SOURCE.joinpath(*AREAS[area].split(".")[1:])


def module(area: str, name: str) -> ModuleType | None:
    """A file of an area, if it has one."""
    if not (folder(area) / f"{name}.py").exists() and not (folder(area) / name / "__init__.py").exists():
        return None
    return import_module(f"{AREAS[area]}.{name}")


def python_files(*, tests: bool = False) -> Iterator[Path]:
    """Every source file of ours; without tests and migrations unless asked."""
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).parts
        if "node_modules" in parts or "migrations" in parts or (not tests and "tests" in parts):
            continue
        yield file


def tree(file: Path) -> ast.Module:
    """A file as syntax."""
    return ast.parse(file.read_text(encoding="utf-8"))


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    """The functions at the top of a file."""
    return (node for node in tree(file).body if isinstance(node, ast.FunctionDef))


def calls(node: ast.AST) -> list[tuple[int, str]]:
    """Every call below a node as (line, dotted name), in the order of the text."""
    found = [(one.lineno, ast.unparse(one.func)) for one in ast.walk(node) if isinstance(one, ast.Call)]
    return sorted(found)
