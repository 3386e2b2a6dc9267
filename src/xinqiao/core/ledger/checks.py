"""Start-up check: whoever carries weight says so in a way that can be weighed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist

from xinqiao.core.ledger.weight import NoWeight, scales


def check_weights(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every `Weight` names columns that exist, and no two share a name."""
    try:
        scales()
    except (NoWeight, FieldDoesNotExist) as wrong:
        return [Error(str(wrong), id="xinqiao.E011")]
    return []
