"""The words of consent: to what, by whom, in which way, at what age. Values are stored; never change one."""

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy, pgettext_lazy

ANNOUNCED_AHEAD = timedelta(days=30)
# A word is a bridge to the paper and not a way around it: once, then not again for half a year.
WORD_AGAIN_AFTER = timedelta(days=180)
MOST_VERBAL_DAYS = 30


class Purpose(models.TextChoices):
    """What is agreed to. One consent is for one purpose and for nothing else."""

    COUNSELLING = "counselling", gettext_lazy("心理辅导")
    RECORDING = "recording", gettext_lazy("录音录像")
    TESTS = "tests", gettext_lazy("心理测验")
    DISCUSSION = "discussion", gettext_lazy("和别的专业老师商量")
    TEACHING = "teaching", gettext_lazy("教学、科研和写作")
    TELL_TEACHER = "tell_teacher", gettext_lazy("告诉班主任")
    TELL_GUARDIAN = "tell_home", gettext_lazy("告诉监护人")


class Giver(models.TextChoices):
    """Who agrees."""

    CLIENT = "client", pgettext_lazy("谁同意", "本人")
    GUARDIAN = "guardian", pgettext_lazy("谁同意", "监护人")


class Way(models.TextChoices):
    """How it was given. Paper and screen count the same; a word is a bridge to one of them."""

    PAPER = "paper", gettext_lazy("纸面签名")
    SCREEN = "screen", gettext_lazy("屏幕上签名")
    VERBAL = "verbal", gettext_lazy("口头，待补签")


class FromFourteen(models.TextChoices):
    """What the school asks between the fourteenth and the eighteenth birthday."""

    CLIENT = "client", gettext_lazy("本人同意就可以")
    BOTH = "both", gettext_lazy("本人和监护人都要同意")


class Band(StrEnum):
    """How old a client is, as far as it matters here."""

    UNDER_14 = "under_14"
    FROM_14 = "from_14"
    ADULT = "adult"
