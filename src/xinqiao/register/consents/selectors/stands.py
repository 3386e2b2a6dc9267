"""How a client's consent stands. Read without locks: a lock would leave a trace that joins number and person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from xinqiao.core.access import Missing
from xinqiao.core.clock import local
from xinqiao.core.hooks import Hook
from xinqiao.core.vault.models import SealedFile
from xinqiao.register.consents import rules
from xinqiao.register.consents.models import Consent, ConsentRules, EndedBecause, Situation
from xinqiao.register.consents.rules import (
    ORDINARY,
    Band,
    Circumstances,
    ConsentStanding,
    FromFourteen,
    Giver,
    HowMany,
    Purpose,
    Reader,
    SchoolAsks,
    Signed,
    Way,
    Whose,
)
from xinqiao.register.people.models import Client, ClientKind, Student
from xinqiao.register.people.selectors import Person, people_behind, person_behind

from .situations import carers_of, circumstances_in

# The kind under which the vault keeps the scan of a signed form. Never change it.
SCAN = "consents.scan"

# Asked with `(client)` which staff serve a client: known above this tier, needed for colleagues who come.
on_who_serves: Hook[[UUID], Collection[UUID]] = Hook()


@dataclass(frozen=True)
class Age:
    """What the register knows of a pupil's age."""

    born: date | None = None
    grade: int | None = None


@dataclass(frozen=True)
class Loaded:
    """One client with everything that was ever entered; the sealed columns are still closed."""

    client: Client
    person: Person
    rows: list[Consent]
    whose: Whose
    age: Age = field(default_factory=Age)
    circumstances: Circumstances = ORDINARY

    @property
    def signed(self) -> list[Signed]:
        """What counts or counted; what was entered by mistake never did."""
        return as_signed(self.rows, school_asks())


@dataclass(frozen=True)
class RunsOut:
    """A consent that stands and runs out soon, with nothing that lasts longer."""

    client: UUID
    consent: UUID
    purpose: Purpose
    giver: Giver
    is_a_word: bool
    last_day: date
    received_by: UUID


def school_asks() -> SchoolAsks:
    """What the school has decided, or what holds until it decides."""
    row = ConsentRules.objects.first() or ConsentRules()
    return SchoolAsks(FromFourteen(row.from_14), row.verbal_days, row.renews)


def rules_now() -> dict[str, object]:
    """What the school has decided, for the form in which it decides."""
    row = ConsentRules.objects.first() or ConsentRules()
    names = ("from_14", "verbal_days", "renews", "kept_years")
    return {name: getattr(row, name) for name in names}


def kept_years() -> int | None:
    """How many years after leaving school records are kept, as the school has written down; None until it does."""
    row = ConsentRules.objects.only("kept_years").first()
    return row.kept_years if row else None


def standing(client: UUID, purpose: Purpose, on: date) -> ConsentStanding:
    """Whether a client's consent to a purpose stands on a day, and what is missing (CNS-01). Raises `Missing`."""
    return standings(client, on)[purpose]


def standings(client: UUID, on: date) -> dict[Purpose, ConsentStanding]:
    """Every purpose at once, for the price of one. Raises `Missing`."""
    return standings_of([client], on)[client]


def standings_of(
    clients: Iterable[UUID],
    on: date,
    known: Mapping[UUID, Person] | None = None,
    read: Mapping[UUID, list[Consent]] | None = None,
) -> dict[UUID, dict[Purpose, ConsentStanding]]:
    """Several clients at once, in six statements however many they are, or four for a page that knows the people.

    `read` are the consents of each, where the page has read them already.

    Raises `Missing`.
    """
    wanted = list(dict.fromkeys(clients))
    people = people_behind(wanted) if known is None else known
    rows = _rows(wanted) if read is None else read
    ages = _ages(people.values())
    asks, situations = school_asks(), _circumstances(wanted)
    found = {}
    for client in wanted:
        if client not in people:
            raise Missing("people.client", client)
        band = _band(people[client], ages, on)
        here = situations.get(client, ORDINARY)
        everyone = all_who_must(people[client], band, here, on)
        signed = as_signed(rows[client], asks, opens=bool(everyone))
        found[client] = standings_by_purpose(signed, band, asks, on, here, everyone)
    return found


def may_record(client: UUID, on: date) -> bool:
    """Whether sound or pictures of this client may be taken in and used on a day (CNS-02). Raises `Missing`."""
    found = standings(client, on)
    return rules.may_record(found[Purpose.RECORDING], found[Purpose.COUNSELLING])


def load(client: UUID) -> Loaded:
    """One client with the rows, and whom the number stands for. Raises `Missing`, for a number of nobody too."""
    person = person_behind(client)
    if person is None:
        raise Missing("people.client", client)
    rows = _rows([client])[client]
    served = {row.received_by_id for row in rows if row.ended_because != EndedBecause.MISTAKE}
    if person.kind is ClientKind.STAFF:
        served.update(*on_who_serves.call(client))
    whose = Whose(person.kind, person.pk, frozenset(served))
    age, here = age_of(person), _circumstances([client]).get(client, ORDINARY)
    return Loaded(Client(number=client), person, rows, whose, age, here)


def scan_of(consent: UUID) -> SealedFile | None:
    """The scan of a signed form, closed; None where there is none, or it was destroyed with its case."""
    rows = SealedFile.objects.select_related("dossier").filter(row=consent, kind=SCAN, destroyed_at=None)
    return rows.first()


def band_on(loaded: Loaded, on: date) -> Band:
    """How old the client is to be taken for on a day."""
    return rules.band_of(loaded.person.kind, loaded.age.born, loaded.age.grade, on)


def running_out(on: date, clients: Collection[UUID] | None = None) -> list[RunsOut]:
    """What stands and runs out within thirty days, words that have to become papers among it.

    `clients` limits it to those whom an area serves now: for the others nobody has to renew anything.
    """
    rows = Consent.objects.filter(ended_at=None, signed_on__lte=on).defer("detail", "ended_detail")
    if clients is not None:
        rows = rows.filter(client__in=list(clients))
    of_client: dict[UUID, dict[UUID, Consent]] = defaultdict(dict)
    for row in rows:
        of_client[row.client_id][row.pk] = row
    return [
        RunsOut(client, one.pk, one.purpose, one.giver, one.way is Way.VERBAL, last, found[one.pk].received_by_id)
        for client, found in of_client.items()
        for one in rules.endings(as_signed(found.values()), on)
        if (last := one.last_day)
    ]


def _rows(clients: list[UUID]) -> dict[UUID, list[Consent]]:
    found: dict[UUID, list[Consent]] = {client: [] for client in clients}
    rows = Consent.objects.filter(client__in=clients).select_related("received_by")
    for row in rows.order_by("-signed_on", "-entered_at"):
        found[row.client_id].append(row)
    return found


def as_signed(rows: Iterable[Consent], asks: SchoolAsks | None = None, *, opens: bool = False) -> list[Signed]:
    """What counts or counted. `opens` looks under the seal for which guardian signed; `asks` for what is to be read anew."""
    return [
        Signed(
            row.pk,
            Purpose(row.purpose),
            Giver(row.given_by),
            Way(row.way),
            row.signed_on,
            row.valid_until,
            local(row.ended_at).date() if row.ended_at else None,
            _signer(row) if opens and row.given_by == Giver.GUARDIAN else None,
            asks is not None and asks.renews and is_to_read_anew(row),
        )
        for row in rows
        if row.ended_because != EndedBecause.MISTAKE
    ]


def age_of(person: Person) -> Age:
    """What the register knows of somebody's age."""
    return _ages([person]).get(person.pk, Age())


def _ages(people: Iterable[Person]) -> dict[UUID, Age]:
    """Read without a lock, as everything about a pupil is read from here."""
    pupils = [person.pk for person in people if person.kind is ClientKind.STUDENT]
    if not pupils:
        return {}
    rows = Student.objects.filter(pk__in=pupils).values_list("pk", "birth_date", "school_class__grade")
    return {pk: Age(born, grade) for pk, born, grade in rows}


def _band(person: Person, ages: Mapping[UUID, Age], on: date) -> Band:
    age = ages.get(person.pk, Age())
    return rules.band_of(person.kind, age.born, age.grade, on)


def _circumstances(clients: Iterable[UUID]) -> dict[UUID, Circumstances]:
    rows = Situation.objects.filter(client__in=list(clients))
    return {row.client_id: circumstances_in(row.detail) for row in rows}


def all_who_must(person: Person, band: Band, here: Circumstances, on: date) -> frozenset[UUID]:
    """The guardians of whom each has to agree; asks the register only where somebody wrote that each has to."""
    if here.how_many is HowMany.ANY or person.kind is not ClientKind.STUDENT:
        return frozenset()
    return rules.who_must_all_agree(carers_of(person.pk), band, here, on)


def standings_by_purpose(
    signed: list[Signed],
    band: Band,
    asks: SchoolAsks,
    on: date,
    here: Circumstances = ORDINARY,
    everyone: Collection[UUID] = frozenset(),
) -> dict[Purpose, ConsentStanding]:
    wanted = {purpose: rules.needed(purpose, band, asks, here) for purpose in Purpose}
    return {purpose: rules.standing(signed, purpose, wanted[purpose], on, everyone) for purpose in Purpose}


def _signer(row: Consent) -> UUID | None:
    named = (row.detail or {}).get("guardian")
    return UUID(named) if named else None


def is_to_read_anew(row: Consent) -> bool:
    """Whether what was read on the screen says something else by now. A paper says what it said."""
    if row.way != Way.SCREEN or not row.form_version:
        return False
    reader, _, version = row.form_version.partition(".")
    return rules.is_outdated(Reader(reader), Purpose(row.purpose), int(version))
