"""Start-up check: a kind belongs to one column, or a ciphertext could move between two of the same row."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from xinqiao.core.vault.fields import HouseSealed


def check_each_kind_has_one_field(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Compare every sealed column of every model."""
    homes: dict[str, str] = {}
    found: list[CheckMessage] = []
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, HouseSealed):
                here = f"{model._meta.label}.{field.name}"
                first = homes.setdefault(field.kind, here)
                if first != here:
                    found.append(Error(f"{first} and {here} share the kind '{field.kind}'.", id="xinqiao.E010"))
    return found
