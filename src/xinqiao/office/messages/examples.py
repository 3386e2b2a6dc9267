"""Exactly what would arrive, for the pages on which people decide about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from xinqiao.core.clock import at_local, local
from xinqiao.office.messages import rules, sending
from xinqiao.office.messages.rules import Facts, MessageKind
from xinqiao.office.messages.selectors import EMAIL

NOON = time(12, 40)


@dataclass(frozen=True)
class Example:
    """One message as it would arrive; an e-mail has a subject."""

    way: str
    subject: str
    text: str


def sample_facts(kind: MessageKind, at: datetime) -> Facts:
    """Facts as this kind might carry them: tomorrow at noon."""
    tomorrow = at_local(local(at).date() + timedelta(days=1), NOON)
    return Facts(
        when=tomorrow if "when" in kind.facts else None,
        until=tomorrow - timedelta(hours=4) if "until" in kind.facts else None,
        where=_("明德楼 312") if "where" in kind.facts else "",
    )


def outgoing() -> list[MessageKind]:
    """The kinds that can leave the house; those that say when stand first."""
    return sorted((one for one in rules.all_kinds() if one.goes_out), key=lambda one: "when" not in one.facts)


def sentences(*, at: datetime) -> list[str]:
    """Every sentence that can ever leave the house, without a place."""
    return [rules.sentence(kind, sample_facts(kind, at), with_place=False) for kind in outgoing()]


def of_ways(ways: Sequence[str], *, at: datetime, names_place: bool) -> list[Example]:
    """One whole message for each way."""
    kinds = outgoing()
    if not kinds:
        return []
    said = rules.sentence(kinds[0], sample_facts(kinds[0], at), with_place=names_place)
    return [
        Example(way, sending.subject_line() if way == EMAIL else "", sending.body_of(way, said).strip()) for way in ways
    ]


def mail(*, at: datetime, names_place: bool) -> Example | None:
    """One whole e-mail; none as long as no area has anything to tell."""
    found = of_ways([EMAIL], at=at, names_place=names_place)
    return found[0] if found else None
