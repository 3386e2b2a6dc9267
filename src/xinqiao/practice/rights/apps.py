"""The rights area."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Requests by right: to know, to choose, to stop, to have a copy, to correct, to complain."""

    name = "xinqiao.practice.rights"
    label = "rights"

    def ready(self) -> None:
        """Make promises and jobs known; procrastinate's app is ready by now."""
        import xinqiao.practice.rights.jobs  # noqa: F401, PLC0415
