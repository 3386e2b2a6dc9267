"""The web app: templates, static files, tags. It has no tables."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils import translation


class WebConfig(AppConfig):
    """What the doors are made of."""

    name = "xinqiao.web"
    label = "web"

    def ready(self) -> None:
        """After each answer its thread forgets the reader's language."""
        request_finished.connect(_forget_language)


def _forget_language(**_signal: object) -> None:
    # The framework keeps it until the next request is given its own: what is said before that,
    # such as the page of a missing instance key, would be in the language of somebody else.
    translation.deactivate()
