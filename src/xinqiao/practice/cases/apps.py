"""The cases area."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, and every record between the first talk and the closing."""

    name = "xinqiao.practice.cases"
    label = "cases"

    def ready(self) -> None:
        """Make promises and reactions known."""
        import xinqiao.practice.cases.reactions  # noqa: F401, PLC0415
