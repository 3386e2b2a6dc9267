"""Pages of `docs/reference/` that are written by the program from what it is, and checked by every test run."""

from collections.abc import Callable
from pathlib import Path

from xinqiao.core.clauses import report
from xinqiao.web.reference import matrix, moves, seals

FOLDER = report.PAGE.parent
PAGES: dict[Path, Callable[[], str]] = {
    report.PAGE: report.page,
    FOLDER / "access-matrix.md": matrix.page,
    FOLDER / "states.md": moves.page,
    FOLDER / "house-seal.md": seals.page,
}


def write() -> None:
    """Write every generated page."""
    for file, make in PAGES.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(), encoding="utf-8")


def stale() -> list[str]:
    """The pages that no longer say what the program does."""
    return [
        file.name for file, make in PAGES.items() if not file.exists() or file.read_text(encoding="utf-8") != make()
    ]
