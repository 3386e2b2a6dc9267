"""What the program refuses, said in both languages: a terminal shows both."""

from collections.abc import Callable
from typing import TypeVar

from django.utils import translation
from django.utils.translation import gettext

from xinqiao.core.access import Problem

Done = TypeVar("Done")


def in_both(act: Callable[[], Done]) -> tuple[Done | None, list[str]]:
    """Do it once; what came of it, or the sentence in Chinese and in English.

    Only a sentence with a place or a number in it is asked for again in English:
    those are refusals before anything is counted.
    """
    with translation.override("zh-hans"):
        try:
            return act(), []
        except Problem as problem:
            chinese = str(problem)
    with translation.override("en"):
        english = gettext(chinese)
        if english != chinese:
            return None, [chinese, english]
        try:
            return act(), []
        except Problem as problem:
            return None, [chinese, str(problem)]
