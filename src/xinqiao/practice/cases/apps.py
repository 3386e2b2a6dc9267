"""The cases area."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, and every record between the first talk and the closing."""

    name = "xinqiao.practice.cases"
    label = "cases"

    def ready(self) -> None:
        """Make promises, jobs and reactions known; procrastinate's app is ready by now."""
        import xinqiao.practice.cases.jobs  # noqa: PLC0415
        import xinqiao.practice.cases.reactions  # noqa: F401, PLC0415
