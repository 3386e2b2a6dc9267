"""The figures area."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures, registers and the inspection pack."""

    name = "xinqiao.oversight.figures"
    label = "figures"
