"""The papers area."""

from pathlib import Path

from django.apps import AppConfig

BLANKS = Path(__file__).parent / "blanks"


class PapersConfig(AppConfig):
    """The papers area."""

    name = "xinqiao.office.papers"
    label = "papers"

    def ready(self) -> None:
        """Make the empty forms known."""
        from xinqiao.office.papers.rules import register_blank  # noqa: PLC0415

        for file in sorted(BLANKS.glob("*.toml")):
            register_blank(file)
