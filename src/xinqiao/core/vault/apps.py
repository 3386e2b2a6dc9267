"""The vault's app: one small table, and the start-up check of its fields."""

from django.apps import AppConfig
from django.core.checks import register

from xinqiao.core.vault.checks import check_each_kind_has_one_field


class VaultConfig(AppConfig):
    """Sealing under the instance key."""

    name = "xinqiao.core.vault"
    label = "vault"

    def ready(self) -> None:
        register(check_each_kind_has_one_field)
