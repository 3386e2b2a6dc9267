"""The ledger's app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The register of acts, readings and refusals."""

    name = "xinqiao.core.ledger"
    label = "ledger"
