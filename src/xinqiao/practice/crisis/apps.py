"""The crisis area."""

from django.apps import AppConfig


class CrisisConfig(AppConfig):
    """Calls for help, answered by the duty desk."""

    name = "xinqiao.practice.crisis"
    label = "crisis"
