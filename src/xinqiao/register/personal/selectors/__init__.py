"""What may be known at and of the own door."""

from .handing_out import ClassLine, PersonLine, class_lines, on_who_meets, people_of_class, served, slip_address
from .standing import (
    COOKIE,
    COOKIE_NAME,
    NOBODY,
    Owner,
    Standing,
    actor_at,
    half_in,
    owner_in,
    owner_of,
    owner_to_begin,
    standing,
)

__all__ = [
    "COOKIE",
    "COOKIE_NAME",
    "NOBODY",
    "ClassLine",
    "Owner",
    "PersonLine",
    "Standing",
    "actor_at",
    "class_lines",
    "half_in",
    "on_who_meets",
    "owner_in",
    "owner_of",
    "owner_to_begin",
    "people_of_class",
    "served",
    "slip_address",
    "standing",
]
