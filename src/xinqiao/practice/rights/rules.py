"""Must: what may be asked for by right, who answers, and within how many school days.

Everything here is pure. Where it comes from:

* Which rights there are. To know, to choose, to privacy: the fourth source document,
  section on the client's rights; knowing what is passed on and how: the fifth; to complain
  by a set process that says who is responsible: the fourth, section 7. To have a copy, an
  explanation, a correction and a deletion of one's own information: the law on personal
  information (PIPL), articles 44 to 48. To stop at any time: the third (CNS-04).
* By when. None of the source documents gives a number of days, and the law asks for a
  prompt answer and for reasons where it is no (PIPL, article 50; the regulation on minors
  on networks of 2023, article 34). The recommended standard GB/T 35273-2020, 8.7, names
  thirty days as the most; twenty school days lie within that and are the most here. The
  days below are the project's own, shorter where somebody waits with something on their
  mind; the school may change each.
* Guardians. For a pupil under fourteen a guardian acts (PIPL, article 31), and minors or their
  guardians may ask to see, copy and correct (the regulation, article 34); but a guardian
  acts for the child's good and heeds its true will as far as it can judge (civil code,
  article 35). So a guardian may ask what is kept, for an explanation, a copy, a correction; the
  child is heard before any answer, and from fourteen on nothing is given against the
  child's will. To stop, to change the counsellor and to ask about a reading are the child's own.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Post
from xinqiao.core.clauses import clause
from xinqiao.core.clock import Calendar, at_local, local
from xinqiao.register.consents.selectors import Band

LEAST_DAYS, MOST_DAYS = 1, 20
MOST_OPEN = 12
LONGEST_TEXT = 2000
LONGEST_NOTE = 200
AT_FIVE = time(17)


class Right(models.TextChoices):
    """What is asked for, in the words of the school's own form. Values are stored."""

    KNOW = "know", _("了解留存情况")
    EXPLAIN = "explain", _("请求解释说明")
    COPY = "copy", _("查阅、复制")
    CORRECT = "correct", _("更正、补充")
    CHANGE = "change", _("选择或更换咨询师")
    STOP = "stop", _("停止服务")
    DELETE = "delete", _("删除")
    READING = "reading", _("询问一次打开")
    COMPLAINT = "complaint", _("投诉")


# The same as whoever asks would say it.
TITLES: Mapping[Right, str | Promise] = {
    Right.KNOW: _("学校留着关于我的什么"),
    Right.EXPLAIN: _("把我的资料讲给我听"),
    Right.COPY: _("要一份我的资料"),
    Right.CORRECT: _("改正写错的地方"),
    Right.CHANGE: _("选一位或换一位老师"),
    Right.STOP: _("我不想继续了"),
    Right.DELETE: _("删掉我的资料"),
    Right.READING: _("问一问谁为什么看"),
    Right.COMPLAINT: _("提意见"),
}


class Way(models.TextChoices):
    """How it came."""

    SCREEN = "screen", _("在自己的页面上")
    DESK = "desk", _("当面或书面")


class Decision(models.TextChoices):
    """What was decided; a no has its reasons in the words beside it."""

    GRANTED = "granted", _("照办")
    PART = "part", _("部分照办")
    REFUSED = "refused", _("不能照办")


# Whether somebody was right is no question of doing as asked.
FOUND: Mapping[Decision, str | Promise] = {
    Decision.GRANTED: _("意见成立"),
    Decision.PART: _("部分成立"),
    Decision.REFUSED: _("没有发现做错"),
}


def decision_words(right: "Right", decision: Decision) -> str | Promise:
    """A decision as it is said for this right."""
    return FOUND[decision] if right in {Right.READING, Right.COMPLAINT} else decision.label


class Against(models.TextChoices):
    """Whom a complaint is about, so that it is not theirs to answer."""

    COUNSELLOR = "counsellor", _("和我谈话的老师")
    DIRECTOR = "director", _("心理咨询中心主任")
    OTHER = "other", _("别的人或别的事")


# Answered by somebody who is not involved, and not readable by who is.
APART = frozenset({Right.CHANGE, Right.DELETE, Right.READING, Right.COMPLAINT})
FOR_A_CHILD = (Right.KNOW, Right.EXPLAIN, Right.COPY, Right.CORRECT, Right.COMPLAINT)
# Gives something of the child's into a guardian's hand.
GIVES = frozenset({Right.KNOW, Right.EXPLAIN, Right.COPY})
# What cannot be understood without a word of one's own.
NEEDS_WORDS = frozenset({Right.CORRECT, Right.COMPLAINT})
# The first of these who is not involved answers; when they are late, the next may answer as well.
LADDER = (Post.DIRECTOR, Post.PRINCIPAL, Post.LEADING_GROUP)

DAYS: Mapping[Right, int] = {
    Right.KNOW: 5,
    Right.EXPLAIN: 5,
    Right.COPY: 10,
    Right.CORRECT: 10,
    Right.CHANGE: 3,
    Right.STOP: 3,
    Right.DELETE: 10,
    Right.READING: 5,
    Right.COMPLAINT: 10,
}


@clause("CNS-07", missing="换老师的移交手续；签好的申请表不扫描存档。")
def answer_due(right: Right, days: Mapping[Right, int], at: datetime, calendar: Calendar) -> datetime:
    """By when a request is answered: the end of so many school days; each right has a number of its own."""
    day = calendar.add_school_days(local(at).date(), max(LEAST_DAYS, days.get(right, DAYS[right])))
    return at_local(day, AT_FIVE)


def who_answers_apart(concerned: Collection[UUID], holders: Mapping[Post, Collection[UUID]]) -> Post:
    """The first post with somebody who is not involved; where there is nobody, the school has to find one.

    Often the counsellor is the director; then the principal answers, the small school's second person.
    """
    for post in LADDER:
        if set(holders.get(post, ())) - set(concerned):
            return post
    return LADDER[-1]


def posts_above(post: Post) -> tuple[Post, ...]:
    """Who may answer as well once the post that was asked is late."""
    return LADDER[LADDER.index(post) + 1 :] if post in LADDER else ()


def needs_childs_view(right: Right, *, asked_by_guardian: bool) -> bool:
    """Whether the child is heard before a guardian is answered."""
    return asked_by_guardian and right is not Right.COMPLAINT


def needs_childs_yes(right: Right, band: Band, *, asked_by_guardian: bool) -> bool:
    """Whether something of the child's goes to a guardian only if the child says yes: from fourteen on."""
    return asked_by_guardian and right in GIVES and band is not Band.UNDER_14


def is_late(due_at: datetime, on: datetime) -> bool:
    """Whether it should have been answered."""
    return due_at < on


def answer_day(due_at: datetime) -> date:
    """The last day for the answer, as it is said to whoever asked."""
    return local(due_at).date()
