"""The ledger's app: three tables that only grow, and the start-up check of what carries weight."""

from django.apps import AppConfig
from django.core.checks import register

from xinqiao.core.ledger.checks import check_weights


class LedgerConfig(AppConfig):
    """The register of acts, readings and refusals."""

    name = "xinqiao.core.ledger"
    label = "ledger"

    def ready(self) -> None:
        register(check_weights)
