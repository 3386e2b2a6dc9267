"""The consents area."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Who was told what, agreed to what, and took it back."""

    name = "xinqiao.register.consents"
    label = "consents"
