"""The disclosures area."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """The only way anything leaves the relationship."""

    name = "xinqiao.office.disclosures"
    label = "disclosures"

    def ready(self) -> None:
        """Make the reactions known."""
        import xinqiao.office.disclosures.reactions  # noqa: F401, PLC0415
