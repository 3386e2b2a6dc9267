"""Figures on paper. What is published may be shown in the school; a term up to this day stays in the room."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xinqiao.office.papers.services import Classification, FormSpec, register_form
from xinqiao.oversight.figures import policy

HERE = Path(__file__).parent

TERM_REPORT = register_form(
    FormSpec(
        id="term-report",
        version="1",
        title=_("心理辅导工作统计"),
        template=HERE / "term_report.typ",
        classification=Classification.OPERATIONAL,
        may=policy.may_see_figures,
        clauses=("STA-01", "REC-07", "STA-02"),
    )
)
REPORT_TO_DATE = register_form(
    FormSpec(
        id="term-report-to-date",
        version="1",
        title=_("心理辅导工作统计（学期未结束）"),
        template=HERE / "term_report.typ",
        classification=Classification.CONTENT,
        may=policy.may_see_to_date,
        clauses=("STA-01", "REC-07", "STA-02"),
    )
)
INSPECTION_PACK = register_form(
    FormSpec(
        id="inspection-pack",
        version="1",
        title=_("迎检材料"),
        template=HERE / "inspection_pack.typ",
        classification=Classification.OPERATIONAL,
        may=policy.may_print_pack,
        clauses=("STA-01", "REC-07", "STA-02"),
    )
)
REGISTERS = register_form(
    FormSpec(
        id="register-summary",
        version="1",
        title=_("各项登记汇总"),
        template=HERE / "register_summary.typ",
        classification=Classification.OPERATIONAL,
        may=policy.may_see_figures,
        clauses=("REC-07", "APT-04", "OPN-02"),
    )
)
REGISTERS_TO_DATE = register_form(
    FormSpec(
        id="register-summary-to-date",
        version="1",
        title=_("各项登记汇总（学期未结束）"),
        template=HERE / "register_summary.typ",
        classification=Classification.CONTENT,
        may=policy.may_see_to_date,
        clauses=("REC-07", "APT-04", "OPN-02"),
    )
)
