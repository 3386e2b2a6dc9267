"""The school, its staff and their posts."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Post, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.core.vault.unlocking import lock
from xinqiao.register.people import policy
from xinqiao.register.people.events import PostEnded, PostGiven, SchoolOpened, StaffAdded
from xinqiao.register.people.models import (
    ClientKind,
    PostHeld,
    School,
    SchoolClass,
    SchoolYear,
    Staff,
    Term,
)
from xinqiao.register.people.pinyin import initials, sort_key
from xinqiao.register.people.services.clients import number_people, prepare_numbers


@dataclass(frozen=True)
class Period:
    """A named stretch of days, both ends included."""

    name: str
    starts_on: date
    ends_on: date


@transaction.atomic
def open_school(*, actor: Actor, name: str, year: Period, terms: list[Period], invented: bool, at: datetime) -> School:
    """Set up the school with its first year and terms. Refuses when there is one already."""
    grant = require(actor, policy.may_set_up)
    if School.objects.exists():
        raise Problem(_("学校已经建好了。"))
    school = School.objects.create(name=name, invented=invented)
    first = SchoolYear.objects.create(name=year.name, starts_on=year.starts_on, ends_on=year.ends_on)
    for term in terms:
        if term.starts_on < year.starts_on or term.ends_on > year.ends_on:
            raise Problem(_("学期要在学年之内。"), status=422)
        Term.objects.create(year=first, name=term.name, starts_on=term.starts_on, ends_on=term.ends_on)
    record(SchoolOpened(subject=school.pk), grant, at=at)
    return school


def add_staff(*, actor: Actor, name: str, at: datetime) -> Staff:
    """A member of staff comes onto the register, with a client number like everybody."""
    require(actor, policy.may_run_school)
    prepare_numbers(1)
    return _add_staff(actor=actor, name=name, at=at)


@transaction.atomic
def _add_staff(*, actor: Actor, name: str, at: datetime) -> Staff:
    grant = require(actor, policy.may_run_school)
    staff = Staff.objects.create(name=name, sort_key=sort_key(name), initials=initials(name))
    number_people([(ClientKind.STAFF, staff.pk)])
    record(StaffAdded(subject=staff.pk), grant, at=at)
    return staff


@transaction.atomic
def give_post(
    *,
    actor: Actor,
    staff: UUID,
    post: Post,
    starts_on: date,
    at: datetime,
    ends_on: date | None = None,
    school_class: UUID | None = None,
    deputy_for: UUID | None = None,
) -> PostHeld:
    """Somebody holds a post from a day, perhaps to a day, perhaps in another's stead. Their vault is locked."""
    holder = take(Staff, staff)
    grant = require(actor, policy.may_run_school)
    if holder.left_on:
        raise Problem(_("这位同事已经离开，不能再任职。"))
    if ends_on and ends_on < starts_on:
        raise Problem(_("结束的日子要在开始之后。"), status=422)
    if post is Post.CLASS_TEACHER and not school_class:
        raise Problem(_("班主任要写明是哪个班。"), status=422)
    held = PostHeld.objects.create(
        staff=holder,
        post=post.value,
        school_class=take(SchoolClass, school_class, lock=False) if school_class else None,
        deputy_for=take(Staff, deputy_for, lock=False) if deputy_for else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    lock(actor=actor, owner=holder.pk, at=at)
    record(PostGiven(subject=held.pk), grant, rows=[held], at=at)
    return held


@transaction.atomic
def end_post(*, actor: Actor, held: UUID, ends_on: date, at: datetime) -> PostHeld:
    """A post ends on a day, and its holder's vault is locked. The last director cannot end: nobody could give the post again."""
    taken = take(PostHeld, held)
    grant = require(actor, policy.may_run_school)
    if ends_on < taken.starts_on:
        raise Problem(_("结束的日子要在开始之后。"), status=422)
    others = PostHeld.objects.filter(post=Post.DIRECTOR.value, ends_on=None, deputy_for=None).exclude(pk=taken.pk)
    if taken.post == Post.DIRECTOR.value and not others.select_for_update().exists():
        raise Problem(_("这是唯一的主任，请先任命下一位。"))
    taken.ends_on = ends_on
    taken.save(update_fields=["ends_on"])
    lock(actor=actor, owner=taken.staff_id, at=at)
    record(PostEnded(subject=taken.pk), grant, rows=[taken], at=at)
    return taken
