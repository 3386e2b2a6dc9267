"""The school's own forms, filled from the book."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from xinqiao.office.papers.services import Classification, FormSpec, register_form
from xinqiao.practice.scheduling import policy

HERE = Path(__file__).parent

RECEPTION_REGISTER = register_form(
    FormSpec(
        id="reception-register",
        version="1",
        title=_("来访接待登记表"),
        template=HERE / "reception_register.typ",
        classification=Classification.CONTENT,
        may=policy.may_print_register,
        clauses=("APT-04", "OPN-06", "OPN-07"),
    )
)
APPOINTMENT_REGISTER = register_form(
    FormSpec(
        id="appointment-register",
        version="1",
        title=_("心理咨询预约登记表"),
        template=HERE / "appointment_register.typ",
        classification=Classification.CONTENT,
        may=policy.may_print_register,
        clauses=("APT-01", "APT-02", "APT-03", "APT-05"),
    )
)
OPENING_HOURS = register_form(
    FormSpec(
        id="opening-hours-notice",
        version="1",
        title=_("心理辅导室开放时间公示表"),
        template=HERE / "opening_hours_notice.typ",
        classification=Classification.PUBLIC,
        may=policy.may_see_plans,
        clauses=("OPN-01", "OPN-06"),
    )
)
DUTY_ROSTER = register_form(
    FormSpec(
        id="duty-roster",
        version="1",
        title=_("心理辅导室值班安排表"),
        template=HERE / "duty_roster.typ",
        classification=Classification.OPERATIONAL,
        may=policy.may_see_plans,
        clauses=("OPN-02",),
    )
)
