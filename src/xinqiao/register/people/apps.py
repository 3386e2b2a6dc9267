"""The people area."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is."""

    name = "xinqiao.register.people"
    label = "people"

    def ready(self) -> None:
        """Make the hourly job known; procrastinate's app is ready by now."""
        import xinqiao.register.people.jobs  # noqa: F401, PLC0415
