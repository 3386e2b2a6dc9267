"""What stands in the menu of the desk. Whoever may not open a page does not see it named; the gate decides."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Actor
from xinqiao.core.access.gate import may_open


@dataclass(frozen=True)
class Entry:
    """One line of the menu: where it leads, under which sign and words.

    `pages` of its area belong to it; an entry that names none has whatever no
    other entry of its area has.
    """

    name: str
    icon: str
    label: str | Promise
    group: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """An entry as one person sees it now."""

    href: str
    icon: str
    label: str | Promise
    is_here: bool
    opens_group: bool = False


RECEPTION = ("register-of", "register-print", "walk-in", "outsider", "waiting", "visit", "close-visit", "strike-visit")
PLANS = (
    "set-hours", "hours-print", "service-rules", "duty", "duty-print", "remove-duty", "stand-in", "rooms",
)  # fmt: skip
PRINTS = ("ask-to-print", "print-many", "print-run")
STAFF = ("make", "account", "reset", "close", "reopen")
WORK, OVERSEE, ARRANGE = "work", "oversee", "arrange"
# Each group stands together: the day's work first, then what is looked over and put on paper, then what is set up rarely.
ENTRIES = (
    Entry("pages:today", icon="sun", label=_("今天"), group=WORK),
    Entry("scheduling:week", icon="calendar", label=_("预约"), group=WORK),
    Entry("scheduling:register", icon="clipboard-list", label=_("接待登记"), group=WORK, pages=RECEPTION),
    Entry("cases:list", icon="folder", label=_("个案"), group=WORK),
    Entry("obligations:list", icon="list-check", label=_("应办事项"), group=WORK),
    Entry("crisis:list", icon="lifebuoy", label=_("求助"), group=WORK),
    Entry("people:list", icon="users", label=_("名册"), group=WORK),
    Entry("cases:overview", icon="users-group", label=_("个案概况"), group=OVERSEE, pages=("rules",)),
    Entry("figures:report", icon="file-text", label=_("统计"), group=OVERSEE),
    Entry("cases:approvals", icon="signature", label=_("打印申请"), group=OVERSEE, pages=PRINTS),
    Entry("rights:owed", icon="user-check", label=_("权利申请"), group=OVERSEE),
    Entry("papers:list", icon="printer", label=_("表单与纸面"), group=OVERSEE),
    Entry("scheduling:hours", icon="calendar-time", label=_("排班与开放"), group=ARRANGE, pages=PLANS),
    Entry("accounts:staff", icon="key", label=_("人员与账号"), group=ARRANGE, pages=STAFF),
    Entry("personal:slips", icon="ticket", label=_("登录纸条"), group=ARRANGE),
    Entry("credentials:list", icon="certificate", label=_("资质与保密协议"), group=ARRANGE),
    Entry("consents:rules", icon="user-check", label=_("知情同意的规定"), group=ARRANGE),
    Entry("ways:rules", icon="mail", label=_("消息与日历"), group=ARRANGE),
    Entry("recovery:status", icon="shield-check", label=_("信封与备份"), group=ARRANGE),
    Entry("accounts:own", icon="user", label=_("我的登录"), group=ARRANGE),
)

# The own door has four tabs, with words; a page whose area is not there yet is not named.
TABS = (
    Entry("pages:me", icon="home", label=_("首页"), group="me"),
    Entry("times:book", icon="calendar-plus", label=_("约时间"), group="me"),
    Entry("given:list", icon="mail", label=_("给我的"), group="me"),
    Entry("pages:mine", icon="user", label=_("我的"), group="me"),
)


def tabs_for(actor: Actor, request: HttpRequest) -> list[Line]:
    """The tabs of the own door as one person sees them; without any query."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    open_ones = [entry for entry in TABS if may_open(actor, entry.name)]
    return [Line(reverse(entry.name), entry.icon, entry.label, entry.name == view) for entry in open_ones]


def lines_for(actor: Actor, request: HttpRequest) -> list[Line]:
    """The menu of one person, without any query."""
    here = request.resolver_match.namespace if request.resolver_match else ""
    view = request.resolver_match.view_name if request.resolver_match else ""
    lines: list[Line] = []
    last = ""
    for entry in ENTRIES:
        if not may_open(actor, entry.name):
            continue
        try:
            href = reverse(entry.name)
        except NoReverseMatch:
            continue
        is_here, opens = _stands_in(entry, here, view), last not in {"", entry.group}
        lines.append(Line(href, entry.icon, entry.label, is_here, opens))
        last = entry.group
    return lines


def _stands_in(entry: Entry, namespace: str, view: str) -> bool:
    """Whether a page belongs under an entry: its own, or the rest of an area."""
    area = _area(entry)
    if area != namespace:
        return False
    mine = [f"{area}:{page}" for page in entry.pages]
    if view in {entry.name, *mine}:
        return True
    others = [other for other in ENTRIES if _area(other) == area and other is not entry]
    taken = {name for other in others for name in (other.name, *(f"{area}:{page}" for page in other.pages))}
    return not entry.pages and view not in taken


def _area(entry: Entry) -> str:
    return entry.name.partition(":")[0]
