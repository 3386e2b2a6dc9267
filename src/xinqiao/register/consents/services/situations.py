"""Writing down whom to ask for one client."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import ReadingForm, record, record_reading
from xinqiao.register.consents import policy, selectors
from xinqiao.register.consents.events import ConsentsOpened, SituationWritten
from xinqiao.register.consents.models import Situation
from xinqiao.register.consents.rules import ORDINARY, Circumstances
from xinqiao.register.consents.selectors import SituationPage
from xinqiao.register.people.models import Client

from .changes import on_change, person_of

LONGEST = 400


def open_situation(*, actor: Actor, client: UUID, at: datetime) -> SituationPage:
    """The adults round a pupil and what was written about them; the reading is on record. Raises `Refused`."""
    loaded = selectors.load(client)
    grant = require(actor, policy.may_write_situation, loaded.client, loaded.whose)
    record_reading(ConsentsOpened(subject=client, about=client), grant, at=at, form=ReadingForm.PAGE)
    return selectors.situation_page(loaded.person)


@transaction.atomic
def write_situation(
    *, actor: Actor, client: UUID, circumstances: Circumstances, why: str, reported: str, at: datetime
) -> Situation:
    """Who of the guardians may consent, how many have to, and on which ground counselling begins without them.

    What a barred guardian agreed to before stays as it is, so that the child does not lose
    the help; this guardian neither renews it nor takes it back on the screen. Every way
    out of the ordinary says why, and a ground also what was reported, to whom and when, or
    why not: the duty to report stands beside it. Raises `Refused` and `Problem`.
    """
    taken = take(Client, client)
    loaded = selectors.load(client)
    grant = require(actor, policy.may_write_situation, taken, loaded.whose)
    _check(loaded.person.pk, circumstances, why, reported)
    row = Situation.objects.filter(client=taken).first() or Situation(client=taken)
    texts = {"why": why.strip(), "reported": reported.strip()}
    row.detail, row.set_by_id, row.set_at = selectors.as_detail(circumstances) | texts, person_of(actor), at
    row.save()
    record(SituationWritten(subject=row.pk, about=taken.pk), grant, rows=[row], at=at)
    on_change.call(grant, taken.pk, at)
    return row


def _check(student: UUID, circumstances: Circumstances, why: str, reported: str) -> None:
    if len(why) > LONGEST or len(reported) > LONGEST:
        raise Problem(_("请写短一些，不超过 %(n)d 个字。") % {"n": LONGEST}, status=422)
    if circumstances != ORDINARY and not why.strip():
        raise Problem(_("请写明为什么要这样办。"), status=422)
    if circumstances.ground is not None and not reported.strip():
        raise Problem(_("请写明有没有报告、报告给谁、什么时候；没有报告的写明理由。"), status=422)
    named = circumstances.barred | {pk for pk, _until in circumstances.delegated}
    if named - {one.pk for one in selectors.carers_of(student)}:
        raise Problem(_("名册里没有这位监护人，请重新打开这一页。"), status=422)
