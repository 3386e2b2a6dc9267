"""The scheduling area."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """The scheduling area."""

    name = "xinqiao.practice.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        """Make the kinds of promises and the jobs known; procrastinate's app is ready by now."""
        import xinqiao.practice.scheduling.jobs  # noqa: F401, PLC0415
