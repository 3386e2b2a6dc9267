"""Each right in words that a child of ten reads: what it is, and what happens then."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.practice.rights.rules import Right


@dataclass(frozen=True)
class Words:
    """One right as the own door says it. `hint` stands under the field for one's own words."""

    icon: str
    lead: str | Promise
    then: str | Promise
    field: str | Promise
    hint: str | Promise = ""


SAID: Mapping[Right, Words] = {
    Right.KNOW: Words(
        icon="list-check",
        lead=_("学校写下了哪些和你有关的事、谁能看，你都可以问。"),
        then=_("老师会一样一样告诉你。"),
        field=_("你想知道什么"),
        hint=_("不写也行，老师会从头讲。"),
    ),
    Right.EXPLAIN: Words(
        icon="messages",
        lead=_("看不懂的、想弄明白的，请老师讲给你听。"),
        then=_("老师会约你，当面讲。"),
        field=_("想听哪一部分"),
    ),
    Right.COPY: Words(
        icon="file-text",
        lead=_("你可以要一份自己的资料，带走也行，只在这里看也行。"),
        then=_("老师会问清楚要哪些，再给你。别人写的、会伤到别人的，可能不能给，老师会说为什么。"),
        field=_("要哪些"),
    ),
    Right.CORRECT: Words(
        icon="pencil",
        lead=_("名字、班级、电话，或者别的什么写错了，你可以请老师改。"),
        then=_("写错的会改好。老师写下的看法不能涂掉，你的说法会写在它旁边。"),
        field=_("哪里写错了，应该是什么"),
    ),
    Right.CHANGE: Words(
        icon="user-check",
        lead=_("和谁谈，由你来选。不想说原因，就不用说。"),
        then=_("由主任来安排，不是现在和你谈的老师。这里写的，现在的老师看不到。"),
        field=_("想说的话"),
        hint=_("不写也行。"),
    ),
    Right.STOP: Words(
        icon="door-exit",
        lead=_("来不来，由你决定。现在停，以后想来，还能再来。"),
        then=_("约好的时间马上取消，你同意过的事从现在起不再作数。老师会停下来，写完最后一页。学校里不会有别的变化。"),
        field=_("想对老师说的话"),
        hint=_("不写也行，没有人会追问。"),
    ),
    Right.DELETE: Words(
        icon="trash",
        lead=_("你可以请学校删掉关于你的资料。"),
        then=_("有的能删，有的按规定要再留一段时间。主任会告诉你哪些能、哪些不能，为什么。"),
        field=_("想删掉什么"),
    ),
    Right.READING: Words(
        icon="history",
        lead=_("觉得哪一次打开不对劲，可以问为什么。"),
        then=_("不是打开的那位老师来回答，是另一位没有参与的老师。"),
        field=_("你觉得哪里不对劲"),
        hint=_("不写也行。"),
    ),
    Right.COMPLAINT: Words(
        icon="alert-circle",
        lead=_("谁做得不对、哪里不好，都可以说。说了不会有人为难你。"),
        then=_("由一位没有参与的老师来听两边怎么说，再告诉你结果。被提到的人看不到你写的字。"),
        field=_("发生了什么"),
        hint=_("想到什么写什么，不用写得好。"),
    ),
}
# Whom nobody has met yet: a slip alone calls off nobody's talks.
STOP_UNSURE = _(
    "还没有老师当面给过你开门的码，所以约好的时间要等老师见到你，才会停。急的话，直接告诉老师，或者不去就是。"
)
# One asks about a reading from the page of readings.
# To know begins with the page of what is kept, which leads on to asking.
OFFERED = tuple(right for right in Right if right not in {Right.READING, Right.KNOW})
