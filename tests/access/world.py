"""One thing of each kind, so that every address can be asked for something that is there."""

from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID, uuid4

from tests.access.cases import a_case
from tests.access.consents import a_question
from tests.access.crisis import a_call
from tests.access.disclosures import something_given
from tests.access.feeds import calendar_feeds
from tests.access.personal import personal_things
from tests.access.printing import leave_to_print
from tests.access.rights import asked_by_right
from tests.access.scheduling import own_times
from tests.attacks.scene import open_the_room
from tests.cast import Cast
from xinqiao.core.clock import now, today
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.scheduling import selectors, services
from xinqiao.practice.scheduling.models import RoomFunction
from xinqiao.practice.scheduling.services import Asked
from xinqiao.practice.scheduling.services.promises import NO_SHOW_CONTACT
from xinqiao.register.accounts.models import KnownComputer
from xinqiao.register.accounts.services import make_account
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import record_paper_consent
from xinqiao.register.credentials.models import AgreementText, QualificationKind
from xinqiao.register.credentials.services import add_qualification, sign_agreement
from xinqiao.register.people.models import PostHeld, RosterImport
from xinqiao.register.people.selectors import read_roster
from xinqiao.register.people.services import keep_draft
from xinqiao.register.recovery.models import Why
from xinqiao.register.recovery.services import ask_for_keys

ROSTER = "学号,姓名,班级\n20269901,周小满,高二3班\n".encode()
PEOPLE = ("shen", "lu", "xu", "he", "bai", "qin", "tang", "ma")
# Those who come by the own door.
OWN_PEOPLE = ("lin", "mother")


@dataclass
class World:
    """What an address may be asked for, by `namespace:name` and argument, or by argument alone."""

    cast: Cast
    things: dict[str, object]

    def arguments(self, name: str, wanted: list[str]) -> dict[str, object]:
        """The arguments for an address; a KeyError tells which address this world does not know yet."""
        space = name.split(":", maxsplit=1)[0]
        found = {}
        for one in wanted:
            keys = (f"{name}.{one}", f"{space}.{one}", one)
            found[one] = next(self.things[key] for key in keys if key in self.things)
        return found


def make_world(cast: Cast) -> World:
    """Fill the room of the cast with one of each."""
    at, actor, director = now(), cast.actor("shen"), cast.actor("xu")
    open_the_room(cast, since=today())
    room = services.add_room(actor=director, name="咨询室", function=RoomFunction.TALK, at=at)
    free = selectors.next_free(cast.staff["shen"].pk, at, count=1)
    appointment = services.book_appointment(
        actor=actor,
        client=cast.number("lin"),
        counsellor=cast.staff["shen"].pk,
        wanted=free[0],
        asked=Asked(needs=("study",)),
        token=uuid4(),
        at=at,
    )
    visit = services.register_walk_in(
        actor=actor, client=cast.number("ayi"), needs=("mood",), token=uuid4(), at=at
    ).visit
    (turn,) = services.plan_duty(
        actor=director,
        staff=cast.staff["shen"].pk,
        weekdays=[0],
        starts=time(8),
        ends=time(12),
        valid_from=today(),
        valid_to=today() + timedelta(days=60),
        at=at,
    )
    account = make_account(actor=director, staff=cast.staff["xu"].pk, sign_in="xu.jingan", at=at).account
    computer = KnownComputer.objects.create(
        account=account,
        cookie=b"c" * 32,
        label="",
        first_at=at,
        seen_on=today(),
        registered_until=at + timedelta(days=1),
    )
    promised = Obligation.objects.create(
        kind=NO_SHOW_CONTACT.key,
        subject=appointment.pk,
        owner=cast.staff["shen"],
        about_id=cast.number("lin"),
        created_at=at,
        due_at=at + timedelta(days=1),
    )
    draft = keep_draft(actor=actor, roster=read_roster(ROSTER), digest="0" * 64, at=at)
    shown = add_qualification(
        actor=director,
        staff=cast.staff["shen"].pk,
        kind=QualificationKind.DEGREE,
        name="学士",
        issuer="师范大学",
        number="1",
        valid_from=today(),
        valid_to=None,
        seen_by=cast.staff["he"].pk,
        at=at,
    )
    signed = sign_agreement(
        actor=director,
        staff=cast.staff["shen"].pk,
        text=AgreementText.OWN,
        signed_on=today(),
        until=None,
        seen_by=cast.staff["he"].pk,
        at=at,
    )
    cast.envelope()
    cast.person_key("shen")
    lost = ask_for_keys(actor=actor, staff=cast.staff["shen"].pk, why=Why.FORGOT, at=at)
    agreed = record_paper_consent(
        actor=actor,
        client=cast.number("lin"),
        purpose=Purpose.RECORDING,
        given_by=Giver.CLIENT,
        signed_on=today(),
        valid_until=None,
        token=uuid4(),
        at=at,
    )
    imported = RosterImport.objects.create(
        applied_by=cast.staff["shen"],
        applied_at=at,
        digest="0" * 64,
        added=1,
        changed=0,
        left=0,
        unchanged=0,
        refused=0,
    )
    cases = a_case(cast, visit.pk)
    things: dict[str, object] = {
        "people:student.pk": cast.students["lin"].pk,
        "people:contact.pk": cast.students["lin"].pk,
        "people:contact.guardian": cast.guardian.pk,
        "people:class.school_class": cast.classes[11, 3].pk,
        "people:give-post-to.staff": cast.staff["shen"].pk,
        "people:end-post.pk": PostHeld.objects.filter(staff=cast.staff["tang"]).values_list("pk", flat=True)[0],
        "scheduling.day": str(today()),
        "scheduling.pk": appointment.pk,
        "scheduling:visit.pk": visit.pk,
        "scheduling:close-visit.pk": visit.pk,
        "scheduling:call-in.pk": visit.pk,
        "scheduling:strike-visit.pk": visit.pk,
        "scheduling:remove-duty.pk": turn.pk,
        "scheduling:stand-in.pk": turn.pk,
        "scheduling:retire-room.pk": room.pk,
        "accounts.pk": account.pk,
        "accounts.computer": computer.pk,
        "consents.client": cast.number("lin"),
        "consents.pk": agreed.pk,
        "cases:scan.consent": agreed.pk,
        "credentials.staff": cast.staff["shen"].pk,
        "credentials:withdraw.pk": shown.pk,
        "credentials:end.pk": signed.pk,
        "obligations.pk": promised.pk,
        "people:import-preview.pk": draft.pk,
        "people:import-drop.pk": draft.pk,
        "people:import-done.pk": imported.pk,
        "recovery.pk": lost.pk,
        "papers.form": "reception-register",
        **cases,
        **personal_things(cast),
        **a_call(cast),
        **leave_to_print(cast, cases["cases:record.pk"]),
        **calendar_feeds(cast),
        **asked_by_right(cast),
        **something_given(cast, cases["cases.pk"]),
        **a_question(cast),
        **own_times(cast, appointment.pk),
    }
    return World(cast, things)


def unknown() -> UUID:
    """An id that nothing has."""
    return uuid4()
