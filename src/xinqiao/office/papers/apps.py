"""The papers area."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """The papers area."""

    name = "xinqiao.office.papers"
    label = "papers"
