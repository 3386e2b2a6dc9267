"""The messages area."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Neutral words to people, by the way each of them chose."""

    name = "xinqiao.office.messages"
    label = "office_messages"

    def ready(self) -> None:
        """Make the jobs known; procrastinate's app is ready by now."""
        import xinqiao.office.messages.jobs  # noqa: F401, PLC0415
