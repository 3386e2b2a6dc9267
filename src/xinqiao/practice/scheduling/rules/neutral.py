"""Words that bystanders may read, and what must not stand in them."""

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem

# What a bystander would understand; none of it stands in the words for where to come.
TELLING = (
    "心理",
    "咨询",
    "辅导",
    "心灵",
    "心桥",
    "谈话",
    "危机",
    "情绪",
    "治疗",
    "医",
    "counsel",
    "psych",
    "mental",
    "therap",
)


def check_neutral(words: str) -> None:
    """Words that bystanders may read do not tell what somebody comes for. Raises `Problem`."""
    if any(word in words.lower() for word in TELLING):
        raise Problem(_("地点会写进提醒，旁人可能看见。请只写楼名和房号，例如“明德楼 312”，不写来做什么。"), status=422)
