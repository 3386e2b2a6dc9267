"""Figures on paper. What is published may be shown in the school; a term up to this day stays in the room."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xinqiao.office.papers.services import Classification, FormSpec, register_form
from xinqiao.oversight.figures import policy

HERE = Path(__file__).parent
COUNTED, LISTED = ("STA-01", "REC-07", "STA-02"), ("REC-07", "APT-04", "OPN-02")
SCHOOL, ROOM = Classification.OPERATIONAL, Classification.CONTENT

TERM_REPORT, REPORT_TO_DATE, INSPECTION_PACK, REGISTERS, REGISTERS_TO_DATE = (
    register_form(FormSpec(form, "1", title, HERE / template, stays_in, may, clauses))
    for form, title, template, stays_in, may, clauses in (
        ("term-report", _("心理辅导工作统计"), "term_report.typ", SCHOOL, policy.may_see_figures, COUNTED),
        (
            "term-report-to-date",
            _("心理辅导工作统计（学期未结束）"),
            "term_report.typ",
            ROOM,
            policy.may_see_to_date,
            COUNTED,
        ),
        ("inspection-pack", _("迎检材料"), "inspection_pack.typ", SCHOOL, policy.may_print_pack, COUNTED),
        ("register-summary", _("各项登记汇总"), "register_summary.typ", SCHOOL, policy.may_see_figures, LISTED),
        (
            "register-summary-to-date",
            _("各项登记汇总（学期未结束）"),
            "register_summary.typ",
            ROOM,
            policy.may_see_to_date,
            LISTED,
        ),
    )
)
