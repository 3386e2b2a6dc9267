"""What a case owes, and to whom it climbs when it is late. None of the words tells what was said."""

from datetime import time, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Post
from xinqiao.office.obligations.services import Kind, register_kind

# What is owed on a day is owed by the end of its work.
AT_FIVE = time(17)

RECORD_DUE = register_kind(
    Kind(
        key="cases.record_due",
        verb=_("写好咨询记录"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
VISIT_UNWRITTEN = register_kind(
    Kind(
        key="cases.visit_unwritten",
        verb=_("给谈过话的来访者建个案、写记录"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
CONSENT = register_kind(
    Kind(
        key="cases.consent_missing",
        verb=_("补齐知情同意"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=2),
        escalate_after=timedelta(days=2),
    )
)
# Due on the last good day itself, be it a day without school: the paper does not rest either.
CONSENT_RENEWAL = register_kind(
    Kind(
        key="cases.consent_renewal",
        verb=_("换签知情同意"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=14),
        escalate_after=timedelta(days=3),
        counts_school_days=False,
    )
)
CONSENT_WITHDRAWN = register_kind(
    Kind(
        key="cases.consent_withdrawn",
        verb=_("处理撤回的同意"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=1),
    )
)
FOLLOW_UP = register_kind(
    Kind(
        key="cases.follow_up",
        verb=_("按结案时说好的回访"),
        escalates_to=(Post.DIRECTOR,),
        remind_before=timedelta(days=2),
        escalate_after=timedelta(days=3),
    )
)


def _help(key: str, verb: Promise) -> Kind:
    return register_kind(
        Kind(
            key=key,
            verb=verb,
            escalates_to=(Post.DIRECTOR, Post.PRINCIPAL),
            remind_before=timedelta(0),
            escalate_after=timedelta(hours=1),
            counts_school_days=False,
            urgent=True,
        )
    )


# Three promises and not one, so that each has its own hour and its own name under it.
HELP = (
    _help("cases.danger", _("请人看护，不让他一个人待着")),
    _help("cases.danger_told_director", _("报告中心主任（自己是主任的，报告校长）")),
    _help("cases.danger_told_guardian", _("告诉监护人，请他们来校")),
)
# Only the post that was asked decides; the principal hears of it when the director is late.
PRINT_APPROVAL = register_kind(
    Kind(
        key="cases.print_approval",
        verb=_("批一份打印申请"),
        escalates_to=(Post.PRINCIPAL,),
        remind_before=timedelta(hours=4),
        escalate_after=timedelta(days=2),
    )
)
