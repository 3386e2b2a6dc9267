"""How often somebody may try: stops guessing, and locks neither an owner out nor a school behind one address.

A *door* is an account together with one computer on which it has been seen, or
with all strangers at once. Behind each door stand ten wrong tries in ten
minutes, twenty in an hour, fifty in a day. Strangers who guess close the
strangers' door, wherever they come from; the owner's own computers keep theirs.

An *address* is slowed down only where very many different names fail from it
and few come in: the mark of somebody who tries one passphrase at every name. A
thousand honest people behind one address mistype, and come in.

Names that do not exist have doors like all others. A try is counted before the
passphrase is looked at, under an advisory lock, so tries at the same moment
cannot pass together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Problem
from xinqiao.core.vault import house
from xinqiao.register.accounts.models import Try

Tiers: TypeAlias = tuple[tuple[int, timedelta], ...]
TIERS: Tiers = ((10, timedelta(minutes=10)), (20, timedelta(hours=1)), (50, timedelta(days=1)))
# Whoever is signed in already and unlocks: as few as at the locked screen, but nobody is signed out by it.
VAULT_TIERS: Tiers = ((5, timedelta(minutes=10)), (20, timedelta(hours=1)), (50, timedelta(days=1)))
ADDRESS_WINDOW = timedelta(minutes=10)
NAMES_FREE = 100
KEPT_FOR = timedelta(days=1)
_SWEPT_AT_ONCE = 200
_MINUTE = 60

_NAMES_FROM_ADDRESS = """
    SELECT count(*) FILTER (WHERE NOT came_in), count(*) FILTER (WHERE came_in) FROM (
        SELECT coalesce(bool_or(went_well), false) AS came_in FROM accounts_try
        WHERE address = %s AND at > %s AND at <= %s AND went_well IS NOT NULL GROUP BY name
    ) AS names
"""
_SWEEP = """
    DELETE FROM accounts_try WHERE id IN (
        SELECT id FROM accounts_try WHERE at < %s ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED
    )
"""


class TooManyTries(Problem):
    """The door is closed for a while; the passphrase was not looked at."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        self.minutes = max(1, -(-int(wait.total_seconds()) // _MINUTE))
        super().__init__(str(_sentence(self.minutes)))


@dataclass(frozen=True)
class Visitor:
    """Who knocks, as far as the limiter cares: the known computer if there is one, and the address."""

    computer: UUID | None
    address: str


def admit(name: str, visitor: Visitor, at: datetime, tiers: Tiers | None = None) -> UUID:
    """Count a try at this name, and let it through. Raises `TooManyTries`."""
    name_digest = house.blind_index("accounts.try_name", name)
    door = house.blind_index("accounts.try_door", f"{visitor.computer or 'strangers'}\0{name}")
    address = house.blind_index("accounts.try_address", visitor.address)
    with transaction.atomic():
        _alone(1, door)
        wait = _wait_at(door, at, tiers or TIERS)
        if not wait and visitor.computer is None:
            _alone(2, address)
            wait = _wait_from(address, at)
        if not wait:
            sweep(at)
            return Try.objects.create(door=door, name=name_digest, address=address, at=at).pk
    raise TooManyTries(wait)


def note_failure(first_try: UUID) -> None:
    """The try ended badly. It counted before; now it counts against the address, too."""
    Try.objects.filter(pk=first_try).update(went_well=False)


def note_success(first_try: UUID) -> None:
    """The try ended well: it counts against nobody any more."""
    Try.objects.filter(pk=first_try).update(went_well=True)


def _wait_at(door: bytes, at: datetime, tiers: Tiers) -> timedelta:
    """How long the door stays closed."""
    most, longest = tiers[-1]
    failed = Try.objects.filter(door=door, at__gt=at - longest).exclude(went_well=True)
    times = list(failed.order_by("-at").values_list("at", flat=True)[:most])
    waits = [times[tries - 1] + window - at for tries, window in tiers if len(times) >= tries]
    return max([wait for wait in waits if wait > timedelta(0)], default=timedelta(0))


def _wait_from(address: bytes, at: datetime) -> timedelta:
    """How long an address is slowed down: until its oldest names are out of sight, at least a minute."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES_FROM_ADDRESS, [address, at - ADDRESS_WINDOW, at])
        failing, coming_in = cursor.fetchone() or (0, 0)
    return timedelta(0) if failing < NAMES_FREE + coming_in else ADDRESS_WINDOW


def _alone(kind: int, digest: bytes) -> None:
    """Wait for others at the same door or address; doors before addresses, so that nobody waits in a circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [kind, int.from_bytes(digest[:4], "big", signed=True)])


def sweep(at: datetime) -> None:
    """Forget some of the tries that are a day old; each new try does it, and so does a job."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, [at - KEPT_FOR, _SWEPT_AT_ONCE])


def _sentence(minutes: int) -> str | Promise:
    if minutes > _MINUTE:
        return _(
            "试错的次数太多，先停一停。请在平常用的那台电脑上登录，或请主任帮忙；其他电脑要等 %(hours)d 小时。"
        ) % {"hours": -(-minutes // _MINUTE)}
    return _("试错的次数太多，先停一停：%(minutes)d 分钟后再试，或在平常用的那台电脑上登录。") % {"minutes": minutes}
