"""The messages area."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Neutral words to people, by the way each of them chose."""

    name = "xinqiao.office.messages"
    label = "office_messages"
