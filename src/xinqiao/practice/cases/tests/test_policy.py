"""Who may what, as a table; and each filter says what its rule says."""

from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.core.clock import freeze
from xinqiao.practice.cases import policy
from xinqiao.practice.cases.models import Case, Kind, Record
from xinqiao.register.people.models import Client

from .builders import open_case, ready, start

#            has cases  the case of shen  counts
TABLE = {
    "shen": (True, True, False),
    "lu": (True, False, False),
    "xu": (False, False, True),
    "he": (False, False, False),
    "bai": (False, False, False),
    "ma": (False, False, False),
    "qin": (False, False, False),
    "tang": (False, False, False),
    "nobody": (False, False, False),
    "program": (False, False, False),
}


def actor_of(cast: Cast, who: str) -> Actor:
    return {"nobody": ANYONE, "program": PROGRAM}.get(who) or cast.actor(who)


@pytest.mark.clause("CNF-01", "CNF-11", "CAS-04")
@pytest.mark.parametrize("who", TABLE)
def test_who_may_see_and_write_a_case(cast: Cast, who: str) -> None:
    actor = actor_of(cast, who)
    works, sees, counts = TABLE[who]
    case = Case(counsellor=cast.staff["shen"])
    record = Record(case=case, kind=Kind.SESSION, writer=cast.staff["shen"])

    assert policy.may_work_on_cases(actor) is works
    assert policy.may_open_case(actor, Client()) is works
    assert policy.may_see_case(actor, case) is sees
    assert policy.may_see_record(actor, record) is sees
    assert policy.may_write_in(actor, case) is sees
    assert policy.may_write(actor, record) is sees
    assert policy.may_count_cases(actor) is counts
    assert policy.may_set_case_rules(actor) is counts


def test_a_private_note_is_its_writers_alone(cast: Cast) -> None:
    case = Case(counsellor=cast.staff["shen"])
    another = Record(case=case, kind=Kind.NOTE, writer=cast.staff["lu"])

    assert not policy.may_see_record(cast.actor("shen"), another)
    assert not policy.may_write(cast.actor("shen"), another)


def test_a_director_who_counsels_sees_the_own_cases_only(cast: Cast) -> None:
    director = Actor(cast.staff["xu"].pk, frozenset({Held(Post.DIRECTOR), Held(Post.COUNSELLOR), Held(Post.KEEPER)}))

    assert policy.may_see_case(director, Case(counsellor=cast.staff["xu"]))
    assert not policy.may_see_case(director, Case(counsellor=cast.staff["shen"]))


def test_from_the_envelope_a_case_goes_to_its_counsellor_only(cast: Cast) -> None:
    case = Case(counsellor=cast.staff["shen"])

    assert policy.may_recover_case(cast.staff["shen"].pk, case)
    assert not policy.may_recover_case(cast.staff["xu"].pk, case)
    assert not policy.may_recover_case(uuid4(), case)


@pytest.mark.parametrize("who", TABLE)
def test_the_filters_say_what_the_rules_say(cast: Cast, who: str) -> None:
    ready(cast, "shen", "lu")
    mine, hers = open_case(cast, "shen", "lin"), open_case(cast, "lu", "batel")
    start(cast, mine)
    start(cast, hers, by="lu")
    start(cast, mine, Kind.NOTE)
    actor = actor_of(cast, who)

    cases = set(Case.objects.filter(policy.visible_cases(actor)))
    records = set(Record.objects.filter(policy.visible_records(actor)))

    assert cases == {case for case in Case.objects.all() if policy.may_see_case(actor, case)}
    assert records == {record for record in Record.objects.all() if policy.may_see_record(actor, record)}


def test_who_read_a_file_is_seen_by_clients_whom_a_counsellor_has_met(cast: Cast) -> None:
    with freeze(NOW):
        assert policy.may_see_own_reads(own_actor(cast, "lin"))
        assert not policy.may_see_own_reads(own_actor(cast, "lin", known=False))
    assert not any(policy.may_see_own_reads(actor_of(cast, who)) for who in TABLE)
