"""The recovery area."""

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    """The one envelope, and giving keys back."""

    name = "xinqiao.register.recovery"
    label = "recovery"
