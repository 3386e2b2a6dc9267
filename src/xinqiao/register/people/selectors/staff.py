"""Staff and their posts on a day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xinqiao.core.access import ANYONE, Actor, Held, Post
from xinqiao.register.people.models import PostHeld, Staff


def _on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day)) & Q(staff__left_on=None)


def posts_on(day: date) -> QuerySet[PostHeld]:
    """The posts that are held on a day, with their holders; whoever has left holds none."""
    return PostHeld.objects.filter(_on(day)).select_related("staff")


def actor_for(staff: UUID, on: date) -> Actor:
    """The person as an actor, with the posts of that day; somebody who left holds none and is nobody."""
    held = list(posts_on(on).filter(staff=staff))
    person = held[0].staff if held else Staff.objects.filter(pk=staff, left_on=None).first()
    if person is None:
        return ANYONE
    posts = frozenset(Held(Post(row.post), row.school_class_id, row.deputy_for_id) for row in held)
    return Actor(pk=person.pk, posts=posts, name=person.name)


def staff_holding(post: Post, on: date) -> list[Staff]:
    """Who holds a post on a day: holders first, then deputies, each in order of name."""
    rows = posts_on(on).filter(post=post.value)
    ordered = sorted(rows, key=lambda row: (row.deputy_for_id is not None, row.staff.sort_key))
    return list(dict.fromkeys(row.staff for row in ordered))


def staff_or_holding(pks: Iterable[UUID], post: Post, on: date) -> dict[Staff, bool]:
    """Several members of staff and whoever holds a post on a day, by name; each with whether they hold it."""
    holds = Exists(PostHeld.objects.filter(_on(on), post=post.value, staff=OuterRef("pk")))
    rows = Staff.objects.annotate(holds=holds).filter(Q(pk__in=list(pks)) | Q(holds=True)).order_by("sort_key", "pk")
    return {row: row.holds for row in rows}


def deputies_of(staff: UUID, on: date) -> list[Staff]:
    """Who stands in for somebody on a day."""
    rows = posts_on(on).filter(deputy_for=staff)
    return list(dict.fromkeys(row.staff for row in rows.order_by("staff__sort_key")))


def posts_held(staff: UUID | None = None) -> QuerySet[PostHeld]:
    """Posts with their holders, classes and whom they stand in for, newest first."""
    rows = PostHeld.objects.select_related("staff", "school_class", "deputy_for")
    return (rows.filter(staff=staff) if staff else rows).order_by("-starts_on", "staff__sort_key")


def staff_by_pk(pks: Iterable[UUID]) -> dict[UUID, Staff]:
    """Several members of staff at once."""
    return Staff.objects.in_bulk(list(pks))
