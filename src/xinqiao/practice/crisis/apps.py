"""The crisis area."""

from django.apps import AppConfig


class CrisisConfig(AppConfig):
    """Calls for help, answered by the duty desk."""

    name = "xinqiao.practice.crisis"
    label = "crisis"

    def ready(self) -> None:
        """Make the promise of a call known to whatever sweeps promises."""
        import xinqiao.practice.crisis.services  # noqa: F401, PLC0415
