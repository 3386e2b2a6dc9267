"""Who has to know of a change: cases and promises are above this tier, and say so with `on_change`."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from xinqiao.core.access import Grant

Reaction: TypeAlias = Callable[[Grant, UUID, datetime], None]
_reactions: list[Reaction] = []


def on_change(react: Reaction) -> None:
    """Have `react(grant, client, at)` called inside every change of somebody's consents."""
    if react not in _reactions:
        _reactions.append(react)


def tell(grant: Grant, client: UUID, at: datetime) -> None:
    for react in _reactions:
        react(grant, client, at)
