"""Who acts: a member of staff with the posts held today, a pupil or guardian by their own door, or the program."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Post(StrEnum):
    """The posts that rules speak of. Values are stored; never change one."""

    COUNSELLOR = "counsellor"
    DIRECTOR = "director"
    LEADING_GROUP = "leading_group"
    PRINCIPAL = "principal"
    KEEPER = "keeper"
    SUPERVISOR = "supervisor"
    CLASS_TEACHER = "class_teacher"
    SUBJECT_TEACHER = "subject_teacher"
    OFFICE = "office"
    TECHNICIAN = "technician"
    PROGRAM = "program"
    STUDENT = "student"
    GUARDIAN = "guardian"


# Pupils and guardians owe the program nothing and are appointed to nothing.
OF_CLIENTS = frozenset({Post.STUDENT, Post.GUARDIAN})


@dataclass(frozen=True)
class Held:
    """One post as somebody holds it: for which class, and in whose stead; a guardian's is for a child's client number."""

    post: Post
    scope: UUID | None = None
    for_staff: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever asks, with the posts of today preloaded, so that no rule touches the database.

    `pk` is the member of staff; of pupils and guardians, who come by a door of their own, it is
    the client number. Theirs is `start` as well: the start of the account that they act from.
    `is_known` says that a counsellor gave the account's owner a code from hand to hand; until
    then whoever holds the slip may be anybody, and is shown only what came from this start.
    """

    pk: UUID | None
    posts: frozenset[Held] = frozenset()
    name: str = ""
    start: UUID | None = None
    is_known: bool = False

    def holds(self, *posts: Post) -> bool:
        """Whether at least one of these posts is held today; none named means no."""
        return any(held.post in posts for held in self.posts)

    def scopes(self, post: Post) -> frozenset[UUID]:
        """The classes for which the post is held; of a guardian, the children's client numbers."""
        return frozenset(held.scope for held in self.posts if held.post is post and held.scope)

    @property
    def is_client(self) -> bool:
        """Whether a pupil or a guardian acts, by the door of their own."""
        return self.holds(*OF_CLIENTS)

    @property
    def is_signed_in(self) -> bool:
        """Whether anybody stands behind this actor: a person, or the program."""
        return self.pk is not None or self.holds(Post.PROGRAM)


ANYONE = Actor(pk=None)
PROGRAM = Actor(pk=None, posts=frozenset({Held(Post.PROGRAM)}), name="program")
