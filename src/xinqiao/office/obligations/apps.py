"""The obligations area."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """The obligations area."""

    name = "xinqiao.office.obligations"
    label = "obligations"
