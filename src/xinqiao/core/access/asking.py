"""Take and ask: the first two lines of every service."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from xinqiao.core.access.actor import Actor
from xinqiao.core.access.refusals import Denied, Missing

Row = TypeVar("Row", bound=Model)
Rule = Callable[..., bool]

_MAKER = object()


@dataclass(frozen=True)
class Grant:
    """Proof that `rule` was asked and said yes to `actor`. Only `require` makes one."""

    actor: Actor
    rule: str
    clauses: tuple[str, ...]
    _maker: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._maker is not _MAKER:
            raise TypeError("A grant is made by require() and by nothing else.")


def name_of(rule: Rule) -> str:
    """The dotted name under which the ledger knows a rule, without the package's own name."""
    module = rule.__module__.removeprefix("xinqiao.")
    return f"{module}.{rule.__qualname__}"


def clauses_of(rule: Rule) -> tuple[str, ...]:
    """The clauses whose home the rule is; empty where it keeps none by itself."""
    return getattr(rule, "clauses", ())


def require(actor: Actor, rule: Rule, *taken: Any) -> Grant:
    """Ask `rule` about what was taken. Anything but True is a no, raised as `Denied`."""
    if rule(actor, *taken) is not True:
        about = next((thing.pk for thing in taken if isinstance(thing, Model)), None)
        raise Denied(name_of(rule), clauses_of(rule), about)
    return Grant(actor, name_of(rule), clauses_of(rule), _maker=_MAKER)


def take(model: type[Row], pk: UUID, *, lock: bool = True) -> Row:
    """The row, locked for the caller's transaction, so that two people at once are asked one after the other.

    `lock=False` is for what is only pointed at. Raises `Missing`, and refuses to
    run outside of a transaction when it should lock.
    """
    rows = model._default_manager.all()
    if lock:
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("take() locks, so it needs a transaction.")
        rows = rows.select_for_update(of=("self",))
    try:
        return rows.get(pk=pk)
    except model.DoesNotExist:  # type: ignore[attr-defined]
        raise Missing(model._meta.label_lower, pk) from None


def take_all(model: type[Row], pks: Iterable[UUID]) -> list[Row]:
    """Several rows, locked in one order for everybody, so that two takers never wait for each other."""
    wanted = sorted(set(pks))
    rows = list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise Missing(model._meta.label_lower, next(iter(set(wanted) - {row.pk for row in rows})))
    return rows
