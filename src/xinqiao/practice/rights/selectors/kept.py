"""What is kept about somebody, in numbers: the first answer to the right to know, given at once."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Actor
from xinqiao.practice.cases.models import CaseFile, Kind, Record
from xinqiao.practice.rights.models import RightsRequest
from xinqiao.practice.scheduling.models import Appointment, Visit
from xinqiao.register.consents.models import Consent


@dataclass(frozen=True)
class KeptLine:
    """One kind of material: what it is, how many, what for, and who can open it."""

    what: str
    number: int
    why: str
    who: str


_COUNSELLOR = _("和你谈话的老师")
_COUNSELLORS = _("心理辅导老师")
_LINES: tuple[tuple[str | Promise, str | Promise, str | Promise, Callable[[UUID], int]], ...] = (
    (
        _("约好的时间"),
        _("到时候有人等你"),
        _COUNSELLORS,
        lambda client: Appointment.objects.filter(client=client, unsure=False).count(),
    ),
    (
        _("来过的登记"),
        _("知道谁来过，好跟上"),
        _COUNSELLORS,
        lambda client: Visit.objects.filter(client=client).count(),
    ),
    (
        _("你同意过的"),
        _("没有同意的事不做"),
        _COUNSELLORS,
        lambda client: Consent.objects.filter(client=client).count(),
    ),
    (
        _("谈话的记录"),
        _("下次接着帮你"),
        _COUNSELLOR,
        lambda client: (
            Record.objects.filter(case__client=client, filed_at__isnull=False).exclude(kind=Kind.NOTE).count()
        ),
    ),
    (
        _("画、信和录音"),
        _("和谈话放在一起"),
        _COUNSELLOR,
        lambda client: CaseFile.objects.filter(case__client=client).count(),
    ),
    (
        _("你提过的请求"),
        _("按时答复你"),
        _("答复你的老师"),
        lambda client: RightsRequest.objects.filter(asker=client).count(),
    ),
)


def kept_about(actor: Actor) -> list[KeptLine]:
    """What is kept about whoever asks; nothing for an account that nobody has met the owner of."""
    if not actor.is_client or not actor.is_known or actor.pk is None:
        return []
    client = actor.pk
    return [KeptLine(str(what), count(client), str(why), str(who)) for what, why, who, count in _LINES]
