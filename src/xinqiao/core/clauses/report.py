"""What stands and what does not: the page and the JSON an inspector is shown.

Nothing is claimed that the code does not show. A clause is *kept* only with a
home that names nothing missing and with tests marked with its id; with a home
and something missing, or without a test, it is *begun*; else it is *not yet*.
"""

import ast
import json
from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from xinqiao.core.clauses import Clause, catalogue, homes

REPOSITORY = Path(__file__).resolve().parents[4]
PAGE = REPOSITORY / "docs" / "reference" / "clauses.md"
STATUS = {"kept": "已做到 / kept", "begun": "做了一部分 / begun", "not yet": "尚未 / not yet"}


@dataclass(frozen=True)
class Standing:
    """How one clause stands in this version of the program."""

    clause: Clause
    home: str
    missing: str
    tests: tuple[str, ...]

    @property
    def status(self) -> str:
        """`kept`, `begun` or `not yet`."""
        if not self.home:
            return "not yet"
        return "begun" if self.missing or not self.tests else "kept"

    def as_json(self) -> dict[str, object]:
        """The object that `xinqiao clauses --json` prints."""
        return {
            "id": self.clause.id,
            "owes": list(self.clause.owes),
            "zh": self.clause.zh,
            "en": self.clause.en,
            "home": self.home or None,
            "tests": list(self.tests),
            "evidence": {"status": self.status, "missing": self.missing or None},
        }


def import_every_home() -> None:
    """Import each area's rule files, so that every marker has been read."""
    for config in apps.get_app_configs():
        for name in ("states", "rules", "policy", "services", "selectors", "models"):
            if config.name.startswith("xinqiao.") and module_has_submodule(config.module, name):
                import_module(f"{config.name}.{name}")


def marks_by_clause() -> dict[str, list[str]]:
    """Every test marked with a clause id, as `file::function`, read from the source."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted([*REPOSITORY.glob("tests/**/test_*.py"), *REPOSITORY.glob("src/**/tests/**/test_*.py")]):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for one in _marks(node):
                    found[one].append(f"{file.relative_to(REPOSITORY).as_posix()}::{node.name}")
    return found


def _marks(function: ast.FunctionDef) -> list[str]:
    ids: list[str] = []
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.clause":
            ids += [str(value.value) for value in decorator.args if isinstance(value, ast.Constant)]
    return ids


def standings() -> list[Standing]:
    """How each clause stands. A clause that shares a home takes the other's home and tests."""
    import_every_home()
    placed, tested = homes(), marks_by_clause()
    rows = []
    for clause in catalogue().values():
        home = placed.get(clause.id) or placed.get(clause.same_as)
        tests = tested.get(clause.id) or tested.get(clause.same_as) or []
        place = home.place.removeprefix("xinqiao.") if home else ""
        rows.append(Standing(clause, place, home.missing if home else "", tuple(tests) if home else ()))
    return rows


def page() -> str:
    """The generated page `docs/reference/clauses.md`."""
    rows = standings()
    counts = {status: sum(row.status == status for row in rows) for status in STATUS}
    head = [
        "# 规章条目与落实 / The clauses and where they are kept",
        "",
        "本页由 `xinqiao docs` 生成，不手改。Generated; do not edit.",
        "",
        f"{STATUS['kept']}: {counts['kept']} · {STATUS['begun']}: {counts['begun']}"
        f" · {STATUS['not yet']}: {counts['not yet']} · {len(rows)}",
        "",
        "| 条目 | 要求 / duty | 软件应做 / owed | 所在 / home | 测试 / tests | 情况 / status |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(_row, rows)]) + "\n"


def _row(row: Standing) -> str:
    clause = row.clause
    duty = f"{clause.zh}<br>{clause.en}" + ("（本项目 / ours）" if clause.ours else "")
    home = f"`{row.home}`" if row.home else "—"
    tests = "<br>".join(f"`{name.rsplit('/', 1)[-1]}`" for name in row.tests) or "—"
    status = STATUS[row.status] + (f"<br>{row.missing}" if row.missing else "")
    return f"| {clause.id} | {duty} | {', '.join(clause.owes)} | {home} | {tests} | {status} |"


def as_json() -> str:
    """The list that `xinqiao clauses --json` prints."""
    return json.dumps([row.as_json() for row in standings()], ensure_ascii=False, indent=1)


def as_text() -> str:
    """One line per clause, for a terminal."""
    return "\n".join(f"{row.clause.id:7} {STATUS[row.status]:24} {row.home or '-'}" for row in standings())
