"""What scheduling owes, and to whom it climbs when it is late."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Post
from xinqiao.office.obligations.services import Kind, register_kind

NO_SHOW_CONTACT = register_kind(
    Kind(
        key="scheduling.no_show_contact",
        verb=_("联系约好没有来的人"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
VISIT_OUTCOME = register_kind(
    Kind(
        key="scheduling.visit_outcome",
        verb=_("补上来访登记的去向"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=3),
        escalate_after=timedelta(days=1),
    )
)
FIRST_APPOINTMENT = register_kind(
    Kind(
        key="scheduling.first_appointment",
        verb=_("给说好另约的人定下时间"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)
DUTY_GAP = register_kind(
    Kind(
        key="scheduling.duty_gap",
        verb=_("给没有人值班的开放时段排上人"),
        escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)
WAITING = register_kind(
    Kind(
        key="scheduling.waiting",
        verb=_("给排候补的人约上时间"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)
OFFER_LAPSED = register_kind(
    Kind(
        key="scheduling.offer_lapsed",
        verb=_("问问没有回话的候补者还要不要约"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
TALK_FOR_CHILD = register_kind(
    Kind(
        key="scheduling.talk_for_child",
        verb=_("看家长的请求，问问孩子自己愿不愿意"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=1),
        escalate_after=timedelta(days=1),
    )
)
# Kept on the page of the waiting line.
AT_THE_LINE = (WAITING, OFFER_LAPSED, TALK_FOR_CHILD)
