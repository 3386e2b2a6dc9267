"""The staffing area."""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    """The staffing area."""

    name = "xinqiao.practice.staffing"
    label = "staffing"

    def ready(self) -> None:
        """Make promises, jobs and the reaction known; procrastinate's app is ready by now."""
        import xinqiao.practice.staffing.jobs  # noqa: PLC0415
        import xinqiao.practice.staffing.reactions  # noqa: F401, PLC0415
