"""Putting a question on somebody's own page, and taking it off again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.clock import is_in_reach, local
from xinqiao.core.ledger import record
from xinqiao.register.consents import policy, rules, selectors
from xinqiao.register.consents.events import ConsentAsked, ConsentNotAskedAnyMore
from xinqiao.register.consents.models import Asked, ConsentRequest, index_of
from xinqiao.register.consents.rules import Giver, Purpose
from xinqiao.register.consents.selectors import Loaded
from xinqiao.register.consents.states import check_move
from xinqiao.register.people.models import Client, ClientKind
from xinqiao.register.people.selectors import client_number

from .changes import person_of

# Permission names the use (CNS-02, CNS-06): for these the counsellor writes down what exactly is asked.
NAMES_THE_USE = {
    Purpose.RECORDING,
    Purpose.DISCUSSION,
    Purpose.TEACHING,
    Purpose.TELL_TEACHER,
    Purpose.TELL_GUARDIAN,
}
NOTE_AT_MOST = 300
OWN_DOOR = (ClientKind.STUDENT, ClientKind.GUARDIAN)


@transaction.atomic
def ask_on_screen(
    *,
    actor: Actor,
    client: UUID,
    purpose: Purpose,
    guardian: UUID | None,
    note: str,
    valid_until: date | None,
    token: UUID,
    at: datetime,
) -> ConsentRequest:
    """Ask the client, or one `guardian` of the register, to read and decide on their own page.

    A guardian who is barred, or whose consent the purpose does not need, is not asked: the
    question alone would tell that the child comes. The same form sent twice is one
    question. Raises `Refused` and `Problem`.
    """
    taken = take(Client, client)
    loaded, today = selectors.load(client), local(at).date()
    grant = require(actor, policy.may_enter_for, taken, loaded.whose)
    before = ConsentRequest.objects.filter(token=token).first()
    if before is not None and before.client_id == taken.pk:
        return before
    to, name = _whom(loaded, purpose, guardian, today)
    _check_words(purpose, note, valid_until, today)
    if ConsentRequest.objects.filter(
        client=taken, purpose=purpose, to_index=index_of(to), state__in=[Asked.WAITING, Asked.DECLINED]
    ).exists():
        raise Problem(_("这件事已经在等他看，或者他说过这次不同意。要重新问，请先把原来那一条撤下。"))
    made = ConsentRequest.objects.create(
        client=taken,
        purpose=purpose.value,
        giver=(Giver.GUARDIAN if guardian else Giver.CLIENT).value,
        to_index=index_of(to),
        detail={"to": str(to), "name": name, "note": note.strip()},
        valid_until=valid_until,
        asked_by_id=person_of(actor),
        asked_at=at,
        token=token,
    )
    record(ConsentAsked(subject=made.pk, about=taken.pk), grant, rows=[made], at=at)
    return made


@transaction.atomic
def call_off(*, actor: Actor, request: UUID, at: datetime) -> ConsentRequest:
    """Nobody is asked any more; what was agreed to stays. Raises `Refused` and `AlreadyAnswered`."""
    found = take(ConsentRequest, request, lock=False)
    take(Client, found.client_id)
    taken = take(ConsentRequest, request)
    grant = require(actor, policy.may_call_off, taken, selectors.load(taken.client_id).whose)
    check_move(Asked(taken.state), Asked.CALLED_OFF)
    taken.state, taken.answered_at = Asked.CALLED_OFF.value, at
    taken.save(update_fields=["state", "answered_at"])
    record(ConsentNotAskedAnyMore(subject=taken.pk, about=taken.client_id), grant, rows=[taken], at=at)
    return taken


def _whom(loaded: Loaded, purpose: Purpose, guardian: UUID | None, today: date) -> tuple[UUID, str]:
    """The number of the one who is asked, and a guardian's name. Raises `Problem` for whoever has no page, or is not to be asked."""
    if guardian is None:
        if loaded.person.kind not in OWN_DOOR:
            raise Problem(_("只有学生和家长有自己的页面，请用纸面的同意书。"), status=422)
        return loaded.client.pk, ""
    band, here = selectors.band_on(loaded, today), loaded.circumstances
    may = {one.pk: one.name for one in selectors.guardians_of(loaded.person, here, today, band)}
    if guardian not in may:
        raise Problem(_("这位监护人现在不能代为同意，不发给他。"), status=422)
    if Giver.GUARDIAN not in rules.needed(purpose, band, selectors.school_asks(), here):
        raise Problem(_("这件事不用监护人同意，不发给监护人。"), status=422)
    number = client_number(ClientKind.GUARDIAN, guardian)
    if number is None:
        raise Problem(_("这位监护人还没有编号，请先在名册里登记完整。"), status=422)
    return number, may[guardian]


def _check_words(purpose: Purpose, note: str, valid_until: date | None, today: date) -> None:
    if purpose in NAMES_THE_USE and not note.strip():
        raise Problem(_("请写明做什么用、谁会听到或看到，对方要看着这句话决定。"), status=422)
    if len(note) > NOTE_AT_MOST:
        raise Problem(_("请写短一些，不超过 %(n)d 个字。") % {"n": NOTE_AT_MOST}, status=422)
    if valid_until is not None and not (today <= valid_until and is_in_reach(valid_until)):
        raise Problem(_("到期的日子要在今天以后。"), status=422)
