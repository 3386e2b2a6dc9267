"""Must: how soon a call is to be answered, and how floods are kept together without losing a voice. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Whoever is on duty goes within these minutes; then the others are told, one after another.
ANSWERED_WITHIN = timedelta(minutes=3)
TOLD_EVERY = timedelta(minutes=5)
# Whoever went says within this time how it ended.
ENDED_WITHIN = timedelta(hours=1)
# A call that somebody took and that is pressed again after this rings again: they may not have come.
PATIENCE = timedelta(minutes=3)
# Presses that follow each other this fast are one.
SAME_PRESS = timedelta(seconds=5)
# How long a browser knows the call that it made, so that the page can say who is coming.
REMEMBERED_FOR = timedelta(minutes=40)
# From one address, beyond this many open calls of strangers, further ones stand together in the newest.
TOGETHER_AFTER = 8
# The same over all addresses: a flood from everywhere must not bury the desk.
ALL_TOGETHER_AFTER = 100
# So many voices are kept word by word in one call; beyond it they are counted, all but the first and the newest.
VOICES_AT_MOST = 40
LONGEST_PLACE, LONGEST_NAME, LONGEST_NOTE = 60, 30, 200
LINES_AT_MOST = 6


@dataclass(frozen=True)
class Line:
    """A number to ring, whose it is or when it is the right one, and when somebody is there."""

    number: str
    name: str | Promise
    hours: str | Promise = ""

    def document(self) -> dict[str, str]:
        """As it is stored."""
        return {key: str(value) for key, value in asdict(self).items()}


# What holds all over the country. 12356 is the one number of the mental health lines since 1 May 2025; the National
# Health Commission asks them for 18 hours a day, not 24 (notice of 25 December 2024), so no page promises a whole day.
PUBLIC_LINES = (
    Line("12356", _("难受的时候，有人听你说"), _("不要钱，不用说名字。没有人接，就打 120。")),
    Line("120", _("受了伤，或者吃了不该吃的东西"), _("全天都有人接。")),
    Line("110", _("有人正在伤害你"), _("全天都有人接。")),
)


def lines_of(stored: Sequence[dict[str, str]]) -> tuple[Line, ...]:
    """The numbers that a page shows, the first one first in need."""
    return tuple(Line(**one) for one in stored) or PUBLIC_LINES


@dataclass(frozen=True)
class Voice:
    """What one press said: where, and who; either may be empty."""

    place: str = ""
    name: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything was typed."""
        return bool(self.place or self.name)

    def document(self) -> dict[str, str]:
        """As it is sealed."""
        return {"place": self.place, "name": self.name}


def with_voice(said: list[dict[str, str]], voice: Voice) -> list[dict[str, str]]:
    """What has been said so far and this; a repetition adds nothing.

    Beyond the limit the first and the newest are kept: a flood buries neither who
    called before it nor who calls now.
    """
    one = voice.document()
    if not voice.says_something or one in said:
        return said
    every = [*said, one]
    if len(every) <= VOICES_AT_MOST:
        return every
    half = VOICES_AT_MOST // 2
    return [*every[:half], *every[-half:]]


def rings_anew(taken_at: datetime | None, at: datetime) -> bool:
    """Whether a further press makes a call ring again that somebody has taken."""
    return taken_at is not None and at - taken_at >= PATIENCE


def stands_together(of_this_address: int, of_all: int) -> bool:
    """Whether a stranger's call joins the newest one; it is never refused."""
    return of_this_address >= TOGETHER_AFTER or of_all >= ALL_TOGETHER_AFTER
