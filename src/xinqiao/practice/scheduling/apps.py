"""The scheduling area."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """The scheduling area."""

    name = "xinqiao.practice.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        """Make promises, jobs and forms known; procrastinate's app is ready by now."""
        import xinqiao.practice.scheduling.jobs  # noqa: PLC0415
        import xinqiao.practice.scheduling.papers  # noqa: PLC0415
        import xinqiao.practice.scheduling.reactions  # noqa: F401, PLC0415
