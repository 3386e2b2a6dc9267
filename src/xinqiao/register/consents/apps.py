"""The consents area."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Who was told what, agreed to what, and took it back."""

    name = "xinqiao.register.consents"
    label = "consents"

    def ready(self) -> None:
        """Answer what the register asks."""
        import xinqiao.register.consents.reactions  # noqa: F401, PLC0415
