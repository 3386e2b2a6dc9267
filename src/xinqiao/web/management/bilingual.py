"""What the program refuses, said in both languages: a terminal shows both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.utils import translation
from django.utils.translation import gettext

from xinqiao.core.access import Problem
from xinqiao.core.vault.recovery_words import WrongWords

Done = TypeVar("Done")


@dataclass(frozen=True)
class Wrong:
    """A refusal: in Chinese and in English, and the group of the envelope's words that it is about, if it is one."""

    said: tuple[str, str] | tuple[()] = ()
    group: int = 0

    def told(self) -> dict[str, object]:
        """For a line of JSON."""
        return {"wrong": list(self.said), "group": self.group}


def in_both(act: Callable[[], Done]) -> tuple[Done | None, Wrong]:
    """Do it once; what came of it, or why it was refused.

    Only a sentence with a place or a number in it is asked for again in English:
    those are refusals before anything is counted.
    """
    with translation.override("zh-hans"):
        try:
            return act(), Wrong()
        except Problem as problem:
            chinese, group = str(problem), problem.place if isinstance(problem, WrongWords) else 0
    with translation.override("en"):
        english = gettext(chinese)
        if english != chinese:
            return None, Wrong((chinese, english), group)
        try:
            return act(), Wrong()
        except Problem as problem:
            return None, Wrong((chinese, str(problem)), group)
