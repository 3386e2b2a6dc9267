"""Forms of a case's course: registration, intake, plan, closing; the addition, and the private note.

None has a place for a diagnosis, a label, or the family's money (CNF-06, and
what the schools' own forms carry and these leave out).
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .codes import Kind
from .fields import Field, FormDef, Section

SUICIDE = (("none", _("未见")), ("thoughts", _("有念头")), ("plan", _("有计划")), ("acts", _("有准备或行为")))
OTHERS = (("none", _("未见")), ("thoughts", _("有念头")), ("plan", _("有计划")), ("acts", _("有行为")))
HARMED = (("none", _("未见")), ("maybe", _("疑似")), ("yes", _("明确，已启动强制报告")))
STEPS = (
    ("usual", _("常规")),
    ("guardian", _("告知监护人")),
    ("safety_plan", _("安全计划")),
    ("supervision", _("督导")),
    ("referral", _("转介")),
    ("crisis", _("危机流程")),
)
SOURCES = (
    ("talk", _("访谈")),
    ("watching", _("观察")),
    ("test", _("量表")),
    ("teacher", _("教师")),
    ("guardian", pgettext_lazy("关系", "监护人")),
)
COMPETENCE = (("yes", pgettext_lazy("回答", "是")), ("supervision", _("需督导")), ("referral", _("建议转介")))
METHODS = (
    ("talk", _("谈话")),
    ("sand_tray", _("沙盘")),
    ("drawing", _("绘画")),
    ("relaxation", _("放松训练")),
    ("cbt", _("认知行为作业")),
    ("group", _("团体")),
    ("family", _("家庭会谈")),
    ("other", _("其他")),
)
REASONS = (
    ("reached", _("目标达成")),
    ("client", _("来访者提出")),
    ("stayed_away", _("来访者未再来")),
    ("left", _("毕业或转学")),
    ("transfer", _("移交")),
    ("referral", _("转介")),
    ("other", _("其他")),
)
RISK_LEFT = (("none", _("未见")), ("low", pgettext_lazy("风险", "低")), ("watch", _("仍需关注（说明）")))
ADDS = (("addition", _("补充")), ("correction", _("更正")), ("asked", _("来访者要求更正")))

REGISTRATION = FormDef(
    "client-registration",
    1,
    (
        Section(
            _("我想谈的"),
            (
                Field("wants", _("想谈的事（自己的话）"), required=True),
                Field("since", _("多久了"), "line"),
                Field("hopes", _("希望有什么变化")),
                Field("before", _("以前是否谈过"), "line"),
                Field("feels", _("现在感觉（0 到 10）"), "scale"),
                Field("reach", _("可联系方式与时段"), "line"),
                Field("emergency", _("紧急联系人与电话"), "line"),
            ),
        ),
        Section(
            _("咨询师填写"),
            (
                Field("family", _("家庭情况（仅在需要时）"), sensitive=True),
                Field("health", _("健康与用药（来访者自述）"), sensitive=True),
                Field(
                    "danger",
                    _("是否有即刻危险"),
                    "choice",
                    options=(("none", _("未见")), ("assess", _("需评估")), ("crisis", _("启动危机流程"))),
                ),
            ),
        ),
    ),
)
INTAKE = FormDef(
    "intake-record",
    1,
    (
        Section(
            _("主诉与经过"),
            (
                Field("present", _("参与者"), "line"),
                Field("said", _("主诉（原话）"), required=True),
                Field("course", _("经过：何时、多久、何种情境")),
                Field("effects", _("对学习、交往、睡眠饮食的影响")),
                Field("tried", _("已经试过的办法")),
            ),
        ),
        Section(
            _("背景"),
            (
                Field("growth", _("成长与学校经历")),
                Field("family", _("家庭与重要关系"), sensitive=True),
                Field("events", _("重大生活事件"), sensitive=True),
                Field("health", _("健康、就医与用药（自述或医院材料）"), sensitive=True),
                Field("help_before", _("既往求助经历"), "line"),
                Field("strengths", _("资源与优势")),
            ),
            hint=_("只记需要的"),
        ),
        Section(
            _("风险"),
            (
                Field("suicide", _("自伤自杀"), "choice", required=True, options=SUICIDE),
                Field("others", _("伤人"), "choice", required=True, options=OTHERS),
                Field("harmed", _("受侵害（虐待、欺凌、性侵害）"), "choice", required=True, options=HARMED),
                Field("protects", _("保护因素")),
                Field("steps", _("处置"), "choices", options=STEPS),
            ),
        ),
        Section(
            _("评估小结"),
            (
                Field("sources", _("多来源信息"), "choices", options=SOURCES),
                Field("understanding", _("工作性理解（不作诊断）")),
                Field("goals", _("需要与目标初议")),
                Field("competence", _("是否在本人胜任范围"), "choice", options=COMPETENCE),
                Field("next", _("下一步"), required=True),
            ),
        ),
    ),
)
PLAN = FormDef(
    "counselling-plan",
    1,
    (
        Section(
            _("方案"),
            (
                Field(
                    "goals",
                    _("目标"),
                    "table",
                    required=True,
                    columns=(
                        ("goal", _("目标")),
                        ("seen", _("可观察的变化")),
                        ("start", _("起点 0 到 10")),
                        ("by", _("期限")),
                    ),
                ),
                Field("methods", _("方法与活动"), "choices", options=METHODS),
                Field("rhythm", _("次数与频率"), "line"),
                Field("together", _("家校配合")),
                Field("measured", _("评估方式与时点"), "line"),
                Field("risk_plan", _("风险与应对")),
                Field("revised", _("修订原因"), hint=_("从第二版起必填")),
                Field("client_says", _("来访者意见")),
            ),
        ),
    ),
)
CLOSING = FormDef(
    "case-closing",
    1,
    (
        Section(
            _("结案"),
            (
                Field("reason", _("结案原因"), "choice", required=True, options=REASONS, coded=True),
                Field("summary", _("工作经过小结"), required=True),
                Field(
                    "reached",
                    _("目标达成"),
                    "table",
                    columns=(
                        ("goal", _("目标")),
                        ("start", _("起点")),
                        ("end", _("结案")),
                        ("note", _("说明")),
                    ),
                ),
                Field("effect", _("来访者自评（0 到 10）"), "scale", coded=True),
                Field("state", _("咨询师评估：目前状态"), required=True),
                Field("risk", _("风险"), "choice", required=True, options=RISK_LEFT),
                Field("risk_note", _("风险说明")),
            ),
        ),
        Section(
            _("后续"),
            (
                Field("follow_on", _("跟踪回访日期"), "date", hint=_("写了日期，会成为你的一件应办事项")),
                Field("follow_how", _("怎样回访"), "line"),
                Field("client_says", _("来访者意见")),
            ),
        ),
    ),
)
ADDITION = FormDef(
    "record-addendum",
    1,
    (
        Section(
            _("补充更正"),
            (
                Field("nature", _("性质"), "choice", required=True, options=ADDS),
                Field("text", _("补充更正内容"), required=True),
                Field("why", _("原因"), "line", required=True),
            ),
        ),
    ),
)
NOTE = FormDef(
    "process-note", 1, (Section(_("个人工作笔记"), (Field("text", _("笔记"), hint=_("只有你能打开，结案时销毁")),)),)
)
COURSE_FORMS = {
    Kind.REGISTRATION: REGISTRATION,
    Kind.INTAKE: INTAKE,
    Kind.PLAN: PLAN,
    Kind.CLOSING: CLOSING,
    Kind.ADDITION: ADDITION,
    Kind.NOTE: NOTE,
}
