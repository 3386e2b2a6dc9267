"""Short ways to a copy, as whoever serves the client gives it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.office.disclosures import selectors, services
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.office.disclosures.rules import Basis, ConsentBasis, Ground, GroundBasis, Receiver, TheClientsOwn, To
from xinqiao.office.disclosures.selectors import Preview, Wanted
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.selectors import Giver, Purpose, on_who_serves
from xinqiao.register.consents.services import record_paper_consent, withdraw

OWN = TheClientsOwn()
AGREED = ConsentBasis(Purpose.TELL_GUARDIAN, "当面说的，她知道妈妈会看到这几句。")
DANGER = GroundBasis(
    Ground.DANGER, "今晚不能让他一个人。", "班主任住在宿舍楼，能马上去看他。", "只说去陪着，不说谈了什么。"
)
TEACHER = Receiver(To.TEACHER, None, "秦老师", "班主任")
POLICE = Receiver(To.INSTITUTION, None, "王警官", "派出所")
NOTE = {"words": "下周见面前，记得带上你的日记本。"}
SUPPORT = {"agreed": "每天晚上十点半以后不谈成绩。", "home": "睡前把手机放在客厅。"}
NOTICE = {"told": "他今晚需要有人陪。", "asked": "请马上去宿舍陪着他。"}
CONTENT: Mapping[str, dict[str, Any]] = {
    "note": NOTE,
    "goals": {"goals": ["睡够七小时", "每周跑步两次"]},
    "summary": {"done": "我们谈了睡眠。"},
    "support": SUPPORT,
    "advice": {"asked": "上课不要点名让他读课文。"},
    "notice": NOTICE,
    "answer": {"words": "你的资料里有四次谈话的记录。"},
}


@contextmanager
def served_by(*staff: UUID) -> Iterator[None]:
    """Every client is served by these: who serves whom is known above this tier, and asked by a hook."""

    def these(client: UUID) -> set[UUID]:
        return set(staff)

    before = list(on_who_serves.hung)
    on_who_serves.hung[:] = [these]
    try:
        yield
    finally:
        on_who_serves.hung[:] = before


def to_client(number: UUID) -> Receiver:
    return Receiver(To.CLIENT, number)


def to_guardian(number: UUID) -> Receiver:
    return Receiver(To.GUARDIAN, number)


def seen_before(actor: Actor, client: UUID, wanted: Wanted, token: UUID, on: date = A_SCHOOL_DAY) -> Preview:
    return selectors.preview(actor, client, wanted, token, on)


def give(
    actor: Actor,
    client: UUID,
    kind: str = "note",
    receiver: Receiver | None = None,
    basis: Basis = OWN,
    at: datetime = NOW,
    **content: Any,
) -> Disclosure:
    """Preview it and give it, as the desk does."""
    wanted = Wanted(kind, receiver or to_client(client), content or CONTENT.get(kind, {}), basis)
    token = uuid4()
    shown = seen_before(actor, client, wanted, token, local(at).date())
    return services.disclose(
        actor=actor,
        client=client,
        kind=kind,
        receiver=wanted.receiver,
        content=wanted.content,
        basis=basis,
        token=token,
        previewed=shown.digest,
        at=at,
    )


def agree(cast: Cast, number: UUID, *givers: Giver, purpose: Purpose = Purpose.TELL_GUARDIAN) -> list[Consent]:
    """On paper, received by Shen: the client alone unless others are named."""
    return [
        record_paper_consent(
            actor=cast.actor("shen"),
            client=number,
            purpose=purpose,
            given_by=giver,
            signed_on=A_SCHOOL_DAY - timedelta(days=1),
            valid_until=None,
            token=uuid4(),
            at=NOW,
            detail={"name": "周岚", "relation": "母亲"} if giver is Giver.GUARDIAN else None,
        )
        for giver in givers or (Giver.CLIENT,)
    ]


def take_it_back(
    cast: Cast, number: UUID, purpose: Purpose = Purpose.TELL_GUARDIAN, by: Giver = Giver.CLIENT, at: datetime = NOW
) -> None:
    """The client, or a guardian, withdraws; Shen writes it down."""
    withdraw(actor=cast.actor("shen"), client=number, purpose=purpose, by=by, how="当面说的", at=at)
