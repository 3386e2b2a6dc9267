"""Forms of what was said: the standard record of a session, and the short ones.

The standard form has the seven parts that the schools' rules name (basics,
content, assessment, risk, intervention, effect, next step). Only what happened,
the risk and the next step must be written; date and time are columns of the row.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .codes import Kind, SessionWay, Theme
from .fields import Field, FormDef, Section

RISK = (
    ("none", _("未见")),
    ("lower", _("较上次下降")),
    ("same", _("持平")),
    ("higher", _("上升")),
    ("crisis", _("有现实危险")),
)
NEED = (("no", pgettext_lazy("需要", "否")), ("supervision", _("督导")), ("referral", _("转介")))
PLACES = (("room", _("咨询室")), ("online", _("线上")), ("phone", _("电话")), ("other", _("其他")))
YES_NO = (("yes", pgettext_lazy("回答", "是")), ("no", pgettext_lazy("回答", "否")))

THEMES = Field("themes", _("主题"), "choices", options=tuple(Theme.choices), coded=True, hint=_("只用于统计"))
WAY = Field("way", _("方式"), "choice", options=tuple(SessionWay.choices), coded=True)
RISK_FIELD = Field("risk", _("风险"), "choice", required=True, options=RISK, hint=_("每次都问，每次都写"))
NEXT = Field("next", _("下一步"), required=True, hint=_("谁，在什么时候，做什么"))

SESSION = FormDef(
    "session-record",
    1,
    (
        Section(
            _("基本情况"),
            (WAY, Field("place", _("地点"), "choice", options=PLACES), THEMES, Field("topic", _("本次主题"), "line")),
        ),
        Section(
            _("咨询内容"),
            (
                Field("said", _("来访者陈述"), required=True, hint=_("谈了什么，尽量用来访者自己的话")),
                Field("family", _("家庭与其他私事"), sensitive=True, hint=_("只在工作需要时写，平时遮住")),
            ),
        ),
        Section(
            _("评估"),
            (Field("observed", _("观察"), hint=_("情绪、行为、思维表达")), Field("assessed", _("评估与理解"))),
            hint=_("写看到的、听到的、量到的，不写诊断"),
        ),
        Section(_("风险"), (RISK_FIELD, Field("risk_note", _("风险说明")))),
        Section(
            _("干预"),
            (
                Field("done", _("咨询过程与方法")),
                Field("values", _("价值引导（如有）")),
                Field("deferred", _("重大决定延期（如有）"), "line"),
            ),
        ),
        Section(_("效果"), (Field("effect", _("本次效果（来访者说，0 到 10）"), "scale", coded=True),)),
        Section(
            _("下一步"),
            (
                NEXT,
                Field("agreed", _("约定与作业")),
                Field("next_on", _("下次时间"), "date"),
                Field("need", _("转介或督导需要"), "choice", options=NEED),
            ),
        ),
    ),
)
PARENT = FormDef(
    "parent-consultation-record",
    1,
    (
        Section(
            _("基本情况"),
            (
                Field("who", _("来访家长与学生关系"), "line"),
                Field("asked", _("是否由家长自行提出"), "choice", options=YES_NO),
                Field("child_knows", _("学生是否知情"), "choice", options=YES_NO),
                THEMES,
            ),
        ),
        Section(
            _("谈话内容"),
            (
                Field("said", _("家长的关切"), required=True),
                Field("family", _("家庭情况"), sensitive=True, hint=_("只在工作需要时写，平时遮住")),
                Field("done", _("咨询过程与建议")),
                Field("shared", _("可与学校共享的部分")),
            ),
        ),
        Section(_("风险与下一步"), (RISK_FIELD, NEXT, Field("next_on", _("下次时间"), "date"))),
    ),
)
PHONE = FormDef(
    "hotline-record",
    1,
    (
        Section(_("通话"), (Field("who", _("和谁通话"), "line"), THEMES)),
        Section(_("内容"), (Field("said", _("谈了什么"), required=True), Field("done", _("做了什么")))),
        Section(_("风险与下一步"), (RISK_FIELD, NEXT)),
    ),
)
LETTER = FormDef(
    "letter-record",
    1,
    (
        Section(_("来信"), (Field("who", _("和谁通信"), "line"), THEMES)),
        Section(_("内容"), (Field("said", _("来信说了什么"), required=True), Field("done", _("怎样回复")))),
        Section(_("风险与下一步"), (RISK_FIELD, NEXT)),
    ),
)
TALK_FORMS = {Kind.SESSION: SESSION, Kind.PARENT: PARENT, Kind.PHONE: PHONE, Kind.LETTER: LETTER}
