"""The personal area."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    """How pupils and guardians come in by a door of their own."""

    name = "xinqiao.register.personal"
    label = "personal"

    def ready(self) -> None:
        """Make the jobs known; procrastinate's app is ready by now."""
        import xinqiao.register.personal.jobs  # noqa: F401, PLC0415
