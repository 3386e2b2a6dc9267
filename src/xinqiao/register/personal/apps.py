"""The personal area."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    """How pupils and guardians come in by a door of their own."""

    name = "xinqiao.register.personal"
    label = "personal"
