"""What tables and their lines are called, in the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from xinqiao.core.clock.words import month_name, weekday_name
from xinqiao.practice.cases.models import CLOSING_REASONS, Kind, SessionWay, Theme
from xinqiao.practice.cases.models import Channel as CameBy
from xinqiao.practice.scheduling.models import Channel, Need, Outcome, Way
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.models.school import GRADES
from xinqiao.register.people.models.students import Sex

Words = Mapping[str, str | Promise]
TITLES: Words = {
    "people": gettext_lazy("来过的学生"),
    "months": gettext_lazy("各月人次"),
    "kinds": gettext_lazy("来访者身份"),
    "grades": gettext_lazy("学生的年级"),
    "sexes": gettext_lazy("学生的性别"),
    "themes": gettext_lazy("主题"),
    "ways": gettext_lazy("来访方式"),
    "outcomes": gettext_lazy("去向"),
    "weekdays": gettext_lazy("星期几来"),
    "dayparts": gettext_lazy("什么时段来"),
    "states": gettext_lazy("预约的结果"),
    "channels": gettext_lazy("预约渠道"),
    "rooms": gettext_lazy("房间使用"),
    "waits": gettext_lazy("首次预约等候"),
    "openings": gettext_lazy("新开的个案，怎么来的"),
    "talks": gettext_lazy("个案中的谈话"),
    "talk_themes": gettext_lazy("谈话的主题"),
    "talk_ways": gettext_lazy("谈话的方式"),
    "closings": gettext_lazy("结案原因"),
    "effects": gettext_lazy("结案时来访者自评"),
}
NOTES: Words = {
    "themes": gettext_lazy("一次来访可以有几个主题，各行相加会多于合计。"),
    "grades": gettext_lazy("按来访时所在学年计。"),
    "rooms": gettext_lazy("到了的预约，按房间计。"),
    "waits": gettext_lazy("从第一次提出到第一次见面，按日历日计；改期不重新起算。"),
    "talk_themes": gettext_lazy("记录归入以后计；一次谈话可以有几个主题。"),
    "closings": gettext_lazy("本期结案的个案。"),
    "effects": gettext_lazy("0 到 10 分，来访者自己打的。"),
}
STATES: Words = {
    "arrived": gettext_lazy("到了"),
    "no_show": gettext_lazy("没有来"),
    "cancelled": gettext_lazy("取消了"),
    "moved": gettext_lazy("改了期"),
    "booked": gettext_lazy("还没到时间，或没有记结果"),
}
DAYPARTS: Words = {
    "morning": gettext_lazy("上午"),
    "lunch": gettext_lazy("午间，12 点到 14 点"),
    "afternoon": gettext_lazy("下午，到 18 点"),
    "evening": gettext_lazy("晚间"),
}
WAITS: Words = {
    "same": gettext_lazy("当天"),
    "2": gettext_lazy("1 到 2 天"),
    "5": gettext_lazy("3 到 5 天"),
    "10": gettext_lazy("6 到 10 天"),
    "more": gettext_lazy("10 天以上"),
}
EFFECTS: Words = {
    "low": gettext_lazy("0 到 3 分"),
    "middle": gettext_lazy("4 到 6 分"),
    "high": gettext_lazy("7 到 10 分"),
}
UNSAID: Words = {
    "grades": gettext_lazy("不知道年级"),
    "sexes": pgettext_lazy("性别", "未填"),
    "themes": gettext_lazy("没有写"),
    "ways": gettext_lazy("没有写"),
    "outcomes": gettext_lazy("还没有记"),
    "channels": gettext_lazy("没有写"),
    "rooms": gettext_lazy("没有定房间"),
}
CODES: Mapping[str, Words] = {
    "kinds": dict(ClientKind.choices),
    "sexes": dict(Sex.choices),
    "themes": dict(Need.choices),
    "ways": dict(Way.choices),
    "outcomes": dict(Outcome.choices),
    "channels": dict(Channel.choices),
    "states": STATES,
    "dayparts": DAYPARTS,
    "waits": WAITS,
    "openings": dict(CameBy.choices),
    "talks": dict(Kind.choices),
    "talk_themes": dict(Theme.choices),
    "talk_ways": dict(SessionWay.choices),
    "closings": dict(CLOSING_REASONS),
    "effects": EFFECTS,
}


def label(table: str, key: str) -> str:
    """What a line is called. Rooms are called as the school calls them."""
    if key == "none":
        return str(UNSAID.get(table, _("没有写")))
    if table == "grades":
        return GRADES[int(key) - 1]
    if table == "weekdays":
        return weekday_name(int(key))
    if table == "months":
        year, month = map(int, key.split("-"))
        return _("%(year)s 年 %(month)s") % {"year": year, "month": month_name(date(year, month, 1))}
    return str(CODES.get(table, {}).get(key, key))
