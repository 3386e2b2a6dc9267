"""May: each person has the own account and the own session, and nobody else's."""

from xinqiao.core.access import Actor


def may_leave(actor: Actor) -> bool:
    """Whoever is here may leave."""
    return actor.is_client
