"""The own door's first page, the list of what is one's own, and the page about the room that anybody may read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from xinqiao.core.access import Actor, Post
from xinqiao.core.access.gate import DeskRequest, may_open
from xinqiao.core.clock import local, now
from xinqiao.office.disclosures import selectors as disclosures
from xinqiao.office.messages import selectors as messages
from xinqiao.practice.crisis import selectors as crisis
from xinqiao.practice.scheduling import selectors as scheduling
from xinqiao.register.consents import selectors as consents
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.pinyin import split_surname

MORNING, NOON, AFTERNOON, EVENING = 5, 11, 13, 18


@dataclass(frozen=True)
class Way:
    """A way from the first pages to one of an area: shown only where it is open to this person."""

    name: str
    icon: str
    label: str | Promise
    small: str | Promise = ""
    on_home: bool = False


@dataclass(frozen=True)
class Line:
    """A way as one person sees it now; `news` says in words what is new."""

    href: str
    icon: str
    label: str | Promise
    small: str | Promise
    news: str = ""


DOORWAYS = (
    Way("times:book", icon="calendar-plus", label=gettext_lazy("约个时间"), small=gettext_lazy("面对面、电话都行")),
    Way("times:child", icon="user-plus", label=gettext_lazy("替孩子说一声"), small=gettext_lazy("请老师找孩子聊聊")),
    Way("times:people", icon="users", label=gettext_lazy("这里有谁"), small=gettext_lazy("什么时候开，在哪里")),
)
MINE = (
    Way("times:mine", icon="calendar", label=gettext_lazy("约好的时间"), small=gettext_lazy("换一个，或者不去了")),
    Way(
        "given:list",
        icon="mail",
        label=gettext_lazy("老师给我的"),
        small=gettext_lazy("说好的小事，写给我的话"),
        on_home=True,
    ),
    Way(
        "messages:list",
        icon="message-circle",
        label=gettext_lazy("消息"),
        small=gettext_lazy("时间变了，会在这里说"),
        on_home=True,
    ),
    Way(
        "reads:list",
        icon="eye",
        label=gettext_lazy("谁看过我的档案"),
        small=gettext_lazy("哪一天，为什么"),
        on_home=True,
    ),
    Way("given:left", icon="send", label=gettext_lazy("告诉过别人的"), small=gettext_lazy("给了谁，为什么")),
    Way(
        "told:read",
        icon="shield-check",
        label=gettext_lazy("谁会知道我说的话"),
        small=gettext_lazy("什么保密，什么时候不能"),
    ),
    Way("told:mine", icon="user-check", label=gettext_lazy("我同意过的"), small=gettext_lazy("随时可以改主意")),
    Way(
        "rights:list", "hand-stop", gettext_lazy("我的权利"), gettext_lazy("换老师、看自己的资料、提意见"), on_home=True
    ),
    Way("messages:how", icon="bell-ringing", label=gettext_lazy("怎么提醒我"), small=gettext_lazy("只用你选的办法")),
    Way("contact:wish", icon="phone", label=gettext_lazy("怎么联系我"), small=gettext_lazy("什么时候方便，打哪个号码")),
    Way(
        "feeds:own",
        icon="calendar-time",
        label=gettext_lazy("放进手机日历"),
        small=gettext_lazy("日历上只写“校园服务”"),
    ),
    Way(
        "pages:room", icon="door-enter", label=gettext_lazy("开放时间和地点"), small=gettext_lazy("什么时候开，怎么去")
    ),
    Way("personal:own", icon="key", label=gettext_lazy("我的账号"), small=gettext_lazy("密码，退出")),
)


def home(request: DeskRequest) -> HttpResponse:
    """What lies ahead, where to go from here, whom to ring when it is too much, and what is one's own."""
    at, actor = now(), request.actor
    first, *_rest = crisis.lines(crisis.helplines())
    context = {
        "greeting": greeting(at),
        "called": called(actor),
        "is_guardian": actor.holds(Post.GUARDIAN),
        "mine": scheduling.mine(actor, at),
        "waiting": consents.waiting_for(actor) if actor.is_known else [],
        "doorways": lines_for(actor, DOORWAYS)[:2],
        "lines": lines_for(actor, [way for way in MINE if way.on_home], news_for(actor, local(at).date())),
        "first_line": first,
    }
    return render(request, "me/home.html", context)


def mine(request: DeskRequest) -> HttpResponse:
    """Everything that is this person's own, on one page."""
    actor = request.actor
    lines = lines_for(actor, MINE, news_for(actor, local(now()).date()))
    return render(request, "me/mine.html", {"lines": lines, "is_guardian": actor.holds(Post.GUARDIAN)})


def room(request: DeskRequest) -> HttpResponse:
    """When the room is open and how one comes, for whoever has not signed in, too."""
    day = local(now()).date()
    rules = scheduling.service_rules()
    context = {
        "hours": scheduling.hours_in_force(day, day),
        "rules": rules,
        "received": [(kind.label, rules.receives[kind.value]) for kind in ClientKind if kind.value in rules.receives],
        "may_book": may_open(request.actor, "times:book"),
    }
    return render(request, "me/room.html", context)


def lines_for(actor: Actor, ways: "tuple[Way, ...] | list[Way]", news: dict[str, str] | None = None) -> list[Line]:
    """The ways that are open to this person, with what is new behind them."""
    known = news or {}
    return [
        Line(reverse(one.name), one.icon, one.label, one.small, known.get(one.name, ""))
        for one in ways
        if may_open(actor, one.name)
    ]


def news_for(actor: Actor, on: date) -> dict[str, str]:
    """In words, what has not been looked at yet."""
    counts: dict[str, Callable[[], int]] = {
        "given:list": lambda: disclosures.unseen_count(actor, on),
        "messages:list": lambda: messages.unseen_for(actor),
    }
    found = {name: count() for name, count in counts.items() if may_open(actor, name)}
    return {name: ngettext("有 %(n)d 份新的", "有 %(n)d 份新的", n) % {"n": n} for name, n in found.items() if n}


def greeting(at: datetime) -> str:
    """By the hour on the school's wall."""
    hour = local(at).hour
    if MORNING <= hour < NOON:
        return _("早上好")
    if NOON <= hour < AFTERNOON:
        return _("中午好")
    if AFTERNOON <= hour < EVENING:
        return _("下午好")
    return _("晚上好") if hour >= EVENING else _("你好")


def called(actor: Actor) -> str:
    """A pupil by the given name, if the name has one of two characters; everybody else as they are called."""
    given = split_surname(actor.name)[1]
    return given if actor.holds(Post.STUDENT) and len(given) > 1 else actor.name
