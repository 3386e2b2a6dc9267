"""Opening hours, duty and the length of a talk, read in one statement: nearly every page of the book needs all three."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateField, F, OuterRef, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import JSONObject

from xinqiao.core.access import Post
from xinqiao.practice.scheduling.models import DutyTurn, OpeningHour, ServiceRules
from xinqiao.register.people.models import PostHeld, Staff

PLAIN = ("pk", "weekday", "starts", "ends", "valid_from", "valid_to")


@dataclass(frozen=True)
class Hour:
    """An opening hour that is in force."""

    pk: UUID
    weekday: int
    starts: time
    ends: time
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Turn(Hour):
    """A turn of duty that is in force, who takes it, and when they held the post that qualifies them."""

    staff: Staff
    instead_of_id: UUID | None
    posts: tuple[tuple[date, date | None], ...]

    def is_qualified(self, day: date) -> bool:
        """Whether who takes it is a counsellor on this day, and has not left."""
        gone = self.staff.left_on is not None and self.staff.left_on <= day
        return not gone and any(starts <= day and (ends is None or day <= ends) for starts, ends in self.posts)


@dataclass(frozen=True)
class Weekly:
    """What comes back every week, and how long a talk and the pause after it are."""

    hours: Sequence[Hour]
    turns: Sequence[Turn]
    length: timedelta
    pause: timedelta


def weekly_between(first: date, last: date) -> Weekly:
    """Everything weekly that falls on any of these days."""
    in_force = {"withdrawn_at": None, "valid_from__lte": last, "valid_to__gte": first}
    hours = _columns(
        OpeningHour.objects.filter(**in_force).annotate(
            who=Value(None, UUIDField()),
            name=Value("", CharField()),
            order=Value("", CharField()),
            gone=Value(None, DateField()),
            replaces=Value(None, UUIDField()),
            posts=ArraySubquery(_posts_of(Value(None, UUIDField()))),
        )
    )
    turns = _columns(
        DutyTurn.objects.filter(**in_force).annotate(
            who=F("staff_id"),
            name=F("staff__name"),
            order=F("staff__sort_key"),
            gone=F("staff__left_on"),
            replaces=F("instead_of_id"),
            posts=ArraySubquery(_posts_of(OuterRef("staff_id"))),
        )
    )
    rows = sorted(hours.union(turns, all=True), key=lambda row: (row["weekday"], row["starts"], row["order"]))
    known = rows[0] if rows and rows[0]["slot"] is not None else None
    defaults = ServiceRules()
    return Weekly(
        hours=[Hour(**_plain(row)) for row in rows if row["who"] is None],
        turns=[_turn(row) for row in rows if row["who"] is not None],
        length=timedelta(minutes=known["slot"] if known else defaults.slot_minutes),
        pause=timedelta(minutes=known["rest"] if known else defaults.pause_minutes),
    )


def _columns(rows: QuerySet[Any]) -> QuerySet[Any]:
    decided = ServiceRules.objects.all()
    columns: QuerySet[Any] = rows.annotate(
        slot=Subquery(decided.values("slot_minutes")[:1]), rest=Subquery(decided.values("pause_minutes")[:1])
    ).values(*PLAIN, "who", "name", "order", "gone", "replaces", "posts", "slot", "rest")
    return columns


def _posts_of(staff: Value | OuterRef) -> QuerySet[Any]:
    """When somebody held the post of a counsellor, as pairs of days."""
    held = PostHeld.objects.filter(staff_id=staff, post=Post.COUNSELLOR.value)
    pairs: QuerySet[Any] = held.values(days=JSONObject(starts="starts_on", ends="ends_on"))
    return pairs


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in PLAIN}


def _turn(row: dict[str, Any]) -> Turn:
    staff = Staff(pk=row["who"], name=row["name"], sort_key=row["order"], left_on=row["gone"])
    posts = tuple(
        (date.fromisoformat(one["starts"]), date.fromisoformat(one["ends"]) if one["ends"] else None)
        for one in row["posts"]
    )
    return Turn(**_plain(row), staff=staff, instead_of_id=row["replaces"], posts=posts)
