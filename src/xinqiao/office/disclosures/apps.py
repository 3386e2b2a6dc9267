"""The disclosures area."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """The only way anything leaves the relationship."""

    name = "xinqiao.office.disclosures"
    label = "disclosures"
