"""Short ways to a case and its papers."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.cast import NOW, Cast
from xinqiao.core.vault.documents import DocumentBroken
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.scheduling import services as scheduling
from xinqiao.practice.scheduling.models import Outcome, Visit
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.credentials.tests.builders import complete

LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=3)
FOLLOW_ON = date(2026, 11, 16)

CONTENT: dict[str, dict[str, Any]] = {
    Kind.SESSION: {
        "said": "说这两周睡得好一些了。",
        "risk": "none",
        "next": "每晚写三行。",
        "themes": ["study"],
        "effect": 7,
    },
    Kind.PARENT: {"said": "担心孩子总是一个人。", "risk": "none", "next": "下周再通一次电话。"},
    Kind.PHONE: {"said": "母亲来电，谈了作息。", "risk": "none", "next": "周五回电。"},
    Kind.LETTER: {"said": "来信说不敢在课上说话。", "risk": "none", "next": "回信并约时间。"},
    Kind.INTAKE: {
        "said": "一看到卷子手心就出汗。",
        "suicide": "none",
        "others": "none",
        "harmed": "none",
        "next": "定目标。",
    },
    Kind.PLAN: {"goals": [{"goal": "睡够七小时", "seen": "十一点前躺下", "start": "3", "by": "11 月"}]},
    Kind.CLOSING: {"reason": "reached", "summary": "谈了四次。", "state": "能按时入睡。", "risk": "none"},
    Kind.REGISTRATION: {"wants": "想睡好觉。"},
    Kind.ADDITION: {"nature": "correction", "text": "上文 8 分应为 7 分。", "why": "当日量尺可查"},
    Kind.NOTE: {"text": "我想起了自己的中学。"},
}


def ready(cast: Cast, *names: str) -> None:
    """These counsellors have their papers and their keys, and the envelope is made."""
    cast.envelope()
    for name in names or ("shen",):
        complete(cast, name)
        cast.person_key(name)


def agree(cast: Cast, client: str = "lin", by: str = "shen") -> None:
    """Everybody who has to has signed on paper; a guardian is asked of pupils only."""
    givers = [Giver.CLIENT, Giver.GUARDIAN] if client in cast.students else [Giver.CLIENT]
    for giver in givers:
        record_paper_consent(
            actor=cast.actor(by),
            client=cast.number(client),
            purpose=Purpose.COUNSELLING,
            given_by=giver,
            signed_on=NOW.date(),
            valid_until=None,
            token=uuid4(),
            at=NOW,
            detail={"name": "王女士", "relation": "mother"} if giver is Giver.GUARDIAN else None,
        )


def open_case(cast: Cast, by: str = "shen", client: str = "lin", **beginning: Any) -> Case:
    """A case with consent, opened by whom it belongs to."""
    agree(cast, client, by)
    return services.open_case(
        actor=cast.actor(by), client=cast.number(client), beginning=Beginning(**beginning), token=uuid4(), at=NOW
    )


def start(cast: Cast, case: Case, kind: str = Kind.SESSION, by: str = "shen", **more: Any) -> Record:
    """A paper to be written."""
    values: dict[str, Any] = {"at": LATER, "token": uuid4()} | more
    return services.start_record(actor=cast.actor(by), case=case.pk, kind=kind, **values)


def save(cast: Cast, record: Record, content: dict[str, Any], seen: int = 0, by: str = "shen") -> int:
    """Keep what is half written."""
    return services.save_draft(actor=cast.actor(by), record_id=record.pk, content=content, seen=seen, at=LATER)


def file(cast: Cast, record: Record, seen: int = 0, by: str = "shen", **changed: Any) -> Record:
    """Sign and file it with the shortest content of its kind."""
    content = {**CONTENT[record.kind], **changed}
    return services.file_record(
        actor=cast.actor(by), keyring=cast.keyring(by), record_id=record.pk, content=content, seen=seen, at=MUCH_LATER
    )


def filed(cast: Cast, case: Case, kind: str = Kind.SESSION, **more: Any) -> Record:
    """A paper, begun and filed."""
    return file(cast, start(cast, case, kind, **more))


def read(cast: Cast, record: UUID, by: str = "shen") -> services.Shown:
    """A filed paper, open. Raises `DocumentBroken` for one that is shown as broken."""
    paper = services.open_paper(actor=cast.actor(by), keyring=cast.keyring(by), record_id=record, at=MUCH_LATER)
    if paper.shown is None:
        raise DocumentBroken(record)
    return paper.shown


def visit(cast: Cast, by: str = "shen", client: str = "lin", *, outcome: Outcome | None = Outcome.TALKED) -> Visit:
    """Somebody came, and went again unless there is no outcome yet."""
    made = scheduling.register_walk_in(
        actor=cast.actor(by), client=cast.number(client), needs=("study",), token=uuid4(), at=NOW
    ).visit
    if outcome is not None:
        made = scheduling.close_visit(actor=cast.actor(by), visit=made.pk, outcome=outcome, at=LATER)
    return made
