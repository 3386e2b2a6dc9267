"""The vault's app: one small table, and the start-up check of its fields."""

from django.apps import AppConfig
from django.core.checks import register

from xinqiao.core.ledger.attesting import on_verify
from xinqiao.core.vault.checks import check_each_kind_has_one_field


class VaultConfig(AppConfig):
    """Sealing under the instance key."""

    name = "xinqiao.core.vault"
    label = "vault"

    def ready(self) -> None:
        """Register what waits for the models: the start-up check, and the witnesses' part of a verification."""
        from xinqiao.core.vault.witness import check_witnesses  # noqa: PLC0415

        register(check_each_kind_has_one_field)
        on_verify.add(check_witnesses)
