"""Short ways to dossiers, wishes and the envelope."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.models import Dossier
from xinqiao.core.vault.recovery_words import write_words
from xinqiao.register.recovery import services
from xinqiao.register.recovery.models import KeysAsk, Why


def dossier(cast: Cast, owner: str, kind: str = "case") -> Dossier:
    """A dossier that this person can open."""
    cast.envelope()
    grant = key_grant(cast.actor(owner))
    return make_dossier(grant=grant, kind=kind, to=[cast.person_key(owner)], clause="CNF-01", at=NOW)


def ask(cast: Cast, name: str, **more: object) -> KeysAsk:
    """Somebody asks for keys."""
    cast.envelope()
    cast.person_key(name)
    values = {"why": Why.FORGOT, "at": NOW} | more
    return services.ask_for_keys(actor=cast.actor(name), staff=cast.staff[name].pk, **values)  # type: ignore[arg-type]


@contextmanager
def rules_allow(*dossiers: UUID) -> Iterator[None]:
    """For a while the areas' rules allow everybody these dossiers."""
    kept = list(services.on_recovery.hung)
    services.on_recovery.hung[:] = [lambda _staff, _at: dossiers]
    try:
        yield
    finally:
        services.on_recovery.hung[:] = kept


def another_envelope() -> str:
    """Whole words that fit their own check letters and belong to no envelope of ours."""
    return write_words(bytes(range(32)))
