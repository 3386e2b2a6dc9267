"""The access app: it has no tables, only the start-up check that every address is gated."""

from django.apps import AppConfig
from django.core.checks import register

from xinqiao.core.access.gate import check_every_url_is_gated


class AccessConfig(AppConfig):
    """Refuses the start when an address exists that nobody asked about."""

    name = "xinqiao.core.access"
    label = "access"

    def ready(self) -> None:
        register(check_every_url_is_gated)
