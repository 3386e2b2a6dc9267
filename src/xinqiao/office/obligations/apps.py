"""The obligations area."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """The obligations area."""

    name = "xinqiao.office.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Make the minute's job known; procrastinate's app is ready by now."""
        import xinqiao.office.obligations.jobs  # noqa: F401, PLC0415
