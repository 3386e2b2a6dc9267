"""The figures area."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures, registers and the inspection pack."""

    name = "xinqiao.oversight.figures"
    label = "figures"

    def ready(self) -> None:
        """Make the forms known."""
        import xinqiao.oversight.figures.papers  # noqa: F401, PLC0415
