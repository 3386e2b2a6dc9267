"""A case with a filed record and one to be written, for the world in which every address is asked for."""

from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image

from tests.cast import Cast
from xinqiao.core.clock import now, today
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import FileKind, Kind
from xinqiao.practice.cases.services import Beginning, Upload
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.credentials.models import QualificationKind
from xinqiao.register.credentials.services import add_qualification

SAID = {"said": "说这两周睡得好一些了。", "risk": "none", "next": "每晚写三行。", "effect": 7}


def a_scan(cast: Cast, case: UUID) -> UUID:
    """A form that Lin has signed, with its scan."""
    actor, at = cast.actor("shen"), now()
    paper = record_paper_consent(
        actor=actor,
        client=cast.number("lin"),
        purpose=Purpose.COUNSELLING,
        given_by=Giver.CLIENT,
        signed_on=today(),
        valid_until=None,
        token=uuid4(),
        at=at,
    )
    picture = BytesIO()
    Image.new("RGB", (30, 40), "white").save(picture, "PNG")
    services.keep_scan(actor=actor, case=case, consent=paper.pk, name="a.png", stream=picture, at=at)
    return paper.pk


def a_case(cast: Cast, visit: UUID) -> dict[str, object]:
    """Shen's case with Lin. The qualification and the agreement that the world has already are not entered again."""
    actor, at = cast.actor("shen"), now()
    for kind in (QualificationKind.CERTIFICATE, QualificationKind.TRAINING):
        add_qualification(
            actor=cast.actor("xu"),
            staff=cast.staff["shen"].pk,
            kind=kind,
            name="心理健康教育",
            issuer="市教育局",
            number="2",
            valid_from=today(),
            valid_to=None,
            seen_by=cast.staff["he"].pk,
            at=at,
        )
    beginning = Beginning(in_danger=True)
    case = services.open_case(actor=actor, client=cast.number("lin"), beginning=beginning, token=uuid4(), at=at)
    filed, due = (
        services.start_record(actor=actor, case=case.pk, kind=Kind.SESSION, token=uuid4(), at=at) for _ in range(2)
    )
    keyring = cast.keyring("shen")
    services.file_record(actor=actor, keyring=keyring, record_id=filed.pk, content=SAID, seen=0, at=at)
    letter = services.attach_file(
        actor=actor,
        case=case.pk,
        kind=FileKind.LETTER,
        upload=Upload(BytesIO("亲爱的老师".encode()), "letter.txt", 15),
        token=uuid4(),
        at=at,
    )
    papers = {f"cases:{name}.pk": due.pk for name in ("write", "draft", "sign", "last", "drop")}
    return {
        "cases.pk": case.pk,
        "cases:visit.pk": visit,
        "cases:record.pk": filed.pk,
        "cases:add.pk": filed.pk,
        "cases:file.pk": letter.pk,
        "cases:listen.pk": letter.pk,
        "cases:open-scan.consent": a_scan(cast, case.pk),
        **papers,
    }
