"""Opening a case, in one step, from the register or by itself."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Grant, Problem, require, take
from xinqiao.core.clock import local
from xinqiao.core.ledger import record
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.person_keys import person_key_of
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.events import CaseOpened
from xinqiao.practice.cases.models import Case, Channel
from xinqiao.practice.scheduling.models import Visit
from xinqiao.register.people.models import Client, ClientKind, Staff
from xinqiao.register.people.selectors import person_behind

from .consent import GivenNow, consent_of, owe_consent, take_in
from .danger import owe_help
from .standing import check_may_counsel
from .visits import begin_visit_record


class CaseTaken(Problem):
    """The client's relationship with a counsellor is open: with oneself, or with a colleague."""

    def __init__(self, mine: Case | None) -> None:
        said = (
            _("这位来访者已经有一个开着的个案（%(number)s），请直接打开它。") % {"number": mine.number} if mine else ""
        )
        super().__init__(said or _("这位来访者正由另一位咨询师接待。要换咨询师，请先办移交；今天的事请告诉那位同事。"))
        self.mine = mine


class ConsentMissing(Problem):
    """Before work starts the client is told and agrees; `missing` says who still has to."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(_("知情同意还不齐：%(what)s") % {"what": " ".join(missing)})
        self.missing = missing


@dataclass(frozen=True)
class Beginning:
    """How a case begins: how the client came, from which visit, after which case, in danger or not.

    `given` are the consents that were signed or said just now and go into the book with the opening.
    """

    channel: str = Channel.SELF
    visit: UUID | None = None
    previous: UUID | None = None
    in_danger: bool = False
    given: tuple[GivenNow, ...] = ()


@transaction.atomic
def open_case(*, actor: Actor, client: UUID, beginning: Beginning, token: UUID, at: datetime) -> Case:
    """Begin the work with a client. The same form sent twice opens one case.

    Needs papers in order (STF-02), consent as the school asks (danger goes before
    it: then it is owed within three days, and help within the hour), and no open
    case with anybody. Raises `NotInOrder`, `ConsentMissing`, `CaseTaken`, `NoPersonKey`, `NoRecoveryKey`.
    """
    taken = take(Client, client)
    grant = require(actor, policy.may_open_case, taken)
    known = Case.objects.filter(token=token).first()
    if known is not None and known.client_id == client and known.counsellor_id == actor.pk:
        return known
    assert actor.pk is not None  # counsellors are people
    check_may_counsel(actor.pk, at)
    _check_not_oneself(actor, client)
    _check_free(actor, client)
    earlier = _earlier(beginning.previous, client)
    visit = _visit(beginning.visit, client)
    take_in(actor=actor, client=client, given=beginning.given, token=token, at=at)
    _check_consent(client, beginning, at)
    case = _write(actor, client, beginning, earlier, token, grant, at)
    event = CaseOpened(
        subject=case.pk,
        about=client,
        counsellor=actor.pk,
        previous=earlier.pk if earlier else None,
        in_danger=beginning.in_danger,
    )
    record(event, grant, rows=[case], at=at)
    owe_consent(case=case, grant=grant, at=at)
    if beginning.in_danger:
        owe_help(case=case, grant=grant, at=at)
    if visit is not None:
        begin_visit_record(case=case, visit=visit, grant=grant, at=at)
    return case


def _check_not_oneself(actor: Actor, client: UUID) -> None:
    person = person_behind(client)
    if person is None:
        raise Problem(_("名册里没有这个人。"), status=422)
    if person.kind is ClientKind.STAFF and person.pk == actor.pk:
        raise Problem(_("不能给自己建个案，请找另一位咨询师。"), status=422)


def _check_free(actor: Actor, client: UUID) -> None:
    standing = selectors.open_case_of(client)
    if standing is not None:
        raise CaseTaken(standing if standing.counsellor_id == actor.pk else None)


def _earlier(previous: UUID | None, client: UUID) -> Case | None:
    if previous is None:
        return None
    earlier = take(Case, previous, lock=False)
    if earlier.client_id != client or earlier.is_open:
        raise Problem(_("原来的个案不是这位来访者的，或者还没有结案。"), status=422)
    return earlier


def _visit(visit: UUID | None, client: UUID) -> Visit | None:
    if visit is None:
        return None
    taken = take(Visit, visit)
    if taken.client_id != client:
        raise Problem(_("这条来访登记不是这位来访者的。"), status=422)
    return taken


def _check_consent(client: UUID, beginning: Beginning, at: datetime) -> None:
    standing = consent_of(client, at)
    if not standing.ok and not beginning.in_danger:
        raise ConsentMissing(standing.missing)


def _write(
    actor: Actor, client: UUID, beginning: Beginning, earlier: Case | None, token: UUID, grant: Grant, at: datetime
) -> Case:
    assert actor.pk is not None  # counsellors are people
    dossier = make_dossier(grant=grant, kind="case", to=[person_key_of(actor.pk)], clause="CNF-01", at=at)
    case = Case(
        pk=uuid4(),
        number=_next_number(local(at).year),
        client_id=client,
        counsellor=take(Staff, actor.pk, lock=False),
        dossier=dossier,
        opened_at=at,
        previous=earlier,
        details={"channel": Channel(beginning.channel).value, "in_danger": beginning.in_danger},
        token=token,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        _check_free(actor, client)
        raise Problem(_("这张表已经用过一次。请重新打开页面再填。")) from None
    return case


def _next_number(year: int) -> str:
    """The year's next number; whoever opens at the same moment waits."""
    with connection.cursor() as cursor:
        key = int.from_bytes(blake2b(b"cases/number", digest_size=8).digest(), "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
    last = Case.objects.filter(number__startswith=f"{year}-").order_by("number").values_list("number", flat=True).last()
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:04d}"
