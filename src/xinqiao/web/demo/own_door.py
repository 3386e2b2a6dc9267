"""The own door of the invented school: who is there, whom to ring, and three people who can sign in by themselves.

A pupil who comes to the counsellor and whose account is known, the pupil's guardian,
and a pupil nobody knows of, whose account was begun by a slip.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from xinqiao.core.access import Actor
from xinqiao.core.clock import local
from xinqiao.office.disclosures.models import Receiver, TheClientsOwn, To
from xinqiao.office.disclosures.selectors import Wanted
from xinqiao.practice.cases.models import Case
from xinqiao.practice.cases.services import give_from_case, preview_giving
from xinqiao.practice.crisis.services import Lines, set_lines
from xinqiao.practice.scheduling.services import keep_profile
from xinqiao.register.consents.models import Purpose
from xinqiao.register.consents.services import ask_on_screen
from xinqiao.register.people.models import ClientKind, Guardian, Staff, Student
from xinqiao.register.people.selectors import actor_for, client_number, person_behind
from xinqiao.register.personal.models import PersonalAccount
from xinqiao.register.personal.selectors import actor_at, owner_of
from xinqiao.register.personal.services import begin, give_code, make_one_slip, prove, show_slip, use_code

# No secret: it is printed, and works in a demo folder only.
PIN, WORDS = "274916", "三月的风吹过了操场边上"
NOTE = "上次说好的三行字，写不满也没关系。下次见面带来，不带也可以。"
ASKED = "想把下次谈话录音，只给我的督导老师听一遍，帮我做得更好，听完就删。"
ADDRESS = "127.0.0.1"
PROFILES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "shen": (
        "沈老师",
        ("喜欢爬山，办公室里养了一盆薄荷。", "不急，想到哪里说到哪里。", "说什么都可以，不说话也可以。"),
    ),
    "xu": ("许老师", ("教过十年语文，爱下围棋。", "可以一边散步一边说。", "你来，我给你倒杯水。")),
}


@dataclass(frozen=True)
class Entry:
    """Somebody who can sign in at the own door, as the terminal says it: nobody is named, as everywhere outside the seal."""

    sign_in: str
    words: str = field(repr=False)
    role: str = ""


def open_own_doors(staff: Mapping[str, Staff], at: datetime) -> list[Entry]:
    """Fill what the own door shows, and start the three accounts."""
    on = local(at).date()
    for key, (called, lines) in PROFILES.items():
        keep_profile(actor=actor_for(staff[key].pk, on), called=called, lines=lines, at=at)
    set_lines(
        actor=actor_for(staff["xu"].pk, on),
        said=Lines(school_line="0851-5550-0101", school_line_hours="上学日 8:00–18:00"),
        at=at,
    )
    counsellor = actor_for(staff["shen"].pk, on)
    case = Case.objects.filter(counsellor=staff["shen"], closed_at=None).order_by("number")[0]
    client = person_behind(case.client_id)
    assert client is not None  # the cases are the pupils'
    guardian = Guardian.objects.filter(student=client.pk).order_by("pk")[0]
    stranger = Student.objects.order_by("student_number")[0]
    _address_to(counsellor, case, at)
    return [
        _start(
            counsellor, ClientKind.STUDENT, client.pk, at, "学生，沈老师认得 / a pupil the counsellor knows", known=True
        ),
        _start(counsellor, ClientKind.GUARDIAN, guardian.pk, at, "这位学生的家长 / that pupil's guardian"),
        _start(counsellor, ClientKind.STUDENT, stranger.pk, at, "学生，刚用纸条启用 / a pupil with a slip alone"),
    ]


def _address_to(counsellor: Actor, case: Case, at: datetime) -> None:
    """A few words, and a question that waits on the client's own page."""
    wanted = Wanted("note", Receiver(To.CLIENT, case.client_id), {"words": NOTE}, TheClientsOwn())
    token = uuid4()
    shown = preview_giving(counsellor, case, wanted, token, at)
    give_from_case(actor=counsellor, case=case.pk, wanted=wanted, token=token, previewed=shown.digest, at=at)
    ask_on_screen(
        actor=counsellor,
        client=case.client_id,
        purpose=Purpose.RECORDING,
        guardian=None,
        note=ASKED,
        valid_until=None,
        token=uuid4(),
        at=at,
    )


def _start(counsellor: Actor, kind: ClientKind, person: UUID, at: datetime, role: str, *, known: bool = False) -> Entry:
    """Through slip, words and, for whom the counsellor knows, the code from hand to hand: as it is done in a real school."""
    (slip,) = make_one_slip(actor=counsellor, kind=kind, person=person, at=at).slips
    proof = prove(sign_in=slip.sign_in, words=slip.code, address=ADDRESS, moment=at)
    account = PersonalAccount.objects.get(pk=proof.account)
    owner = owner_of(account)
    assert owner is not None  # the slip was made for somebody
    words = PIN if owner.uses_pin(local(at).date()) else WORDS
    begin(session=show_slip(proof=proof, shared=True, at=at).session.pk, words=words, at=at)
    number = client_number(kind, person)
    if known and number is not None:
        code = give_code(actor=counsellor, client=number, at=at).code
        account.refresh_from_db()
        actor = actor_at(account, at)
        assert actor is not None  # it was begun a moment ago
        use_code(actor=actor, typed=code, address=ADDRESS, at=at)
    return Entry(slip.sign_in, words, role)
