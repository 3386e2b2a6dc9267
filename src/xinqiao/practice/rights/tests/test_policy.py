"""Who may what, as a table; and each filter says what its rule says."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Post
from xinqiao.core.access.actor import Held
from xinqiao.core.clock import freeze
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.models import RightsRequest, State, Way
from xinqiao.practice.rights.rules import APART, FOR_A_CHILD, LADDER, Right
from xinqiao.register.people.models import Client

DUE, LATE = NOW, NOW + timedelta(days=1)
#            answers some, oversees, enters
TABLE = {
    "shen": (True, False, True),
    "lu": (True, False, True),
    "xu": (True, True, True),
    "he": (True, False, False),
    "bai": (False, False, False),
    "ma": (False, False, False),
    "qin": (False, False, False),
    "tang": (False, False, False),
    "nobody": (False, False, False),
    "program": (False, False, False),
}


def actor_of(cast: Cast, who: str) -> Actor:
    return {"nobody": ANYONE, "program": PROGRAM}.get(who) or cast.actor(who)


@pytest.mark.parametrize("who", TABLE)
def test_who_may_do_what_at_the_desk(cast: Cast, who: str) -> None:
    actor = actor_of(cast, who)
    answers, oversees, enters = TABLE[who]

    assert policy.may_answer_some(actor) is answers
    assert policy.may_oversee(actor) is oversees
    assert policy.may_set_days(actor) is oversees
    assert policy.may_enter(actor) is enters
    assert policy.may_enter_for(actor, Client()) is enters
    assert policy.may_look_after(actor, RightsRequest()) is (who == "program")
    assert not policy.may_ask(actor, Client(), Right.KNOW)


@pytest.mark.clause("CNS-07")
def test_the_counsellors_own_requests_are_read_by_that_counsellor_and_a_deputy(cast: Cast) -> None:
    request = RightsRequest(kind=Right.COPY, owner=cast.staff["shen"], post="counsellor", due_at=DUE)
    deputy = Actor(cast.staff["lu"].pk, frozenset({Held(Post.COUNSELLOR, for_staff=cast.staff["shen"].pk)}))

    who = {name for name in TABLE if policy.may_answer(actor_of(cast, name), request, LATE)}
    assert who == {"shen"}
    assert policy.may_answer(deputy, request, NOW)
    whom = [name for name in TABLE if policy.may_pass_on(cast.actor("xu"), request, actor_of(cast, name), NOW)]
    assert whom == ["lu"]
    assert not policy.may_pass_on(cast.actor("lu"), request, cast.actor("lu"), NOW)
    assert policy.may_choose_whom(cast.actor("xu"), request, NOW)
    assert not policy.may_choose_whom(cast.actor("he"), request, NOW)


@pytest.mark.clause("CNS-07")
def test_what_is_answered_apart_climbs_when_it_is_late_and_passes_by_whoever_it_is_about(cast: Cast) -> None:
    request = RightsRequest(kind=Right.COMPLAINT, post="director", due_at=DUE, concerned=[cast.staff["shen"].pk])

    assert [name for name in TABLE if policy.may_answer(actor_of(cast, name), request, NOW)] == ["xu"]
    assert [name for name in TABLE if policy.may_answer(actor_of(cast, name), request, LATE)] == ["xu", "he"]
    request.concerned = [cast.staff["shen"].pk, cast.staff["xu"].pk]
    assert [name for name in TABLE if policy.may_answer(actor_of(cast, name), request, LATE)] == ["he"]
    both = Actor(cast.staff["shen"].pk, frozenset({Held(Post.COUNSELLOR), Held(Post.DIRECTOR), Held(Post.PRINCIPAL)}))
    assert not policy.may_answer(both, request, LATE)
    assert not any(policy.may_pass_on(cast.actor("xu"), request, actor_of(cast, one), NOW) for one in TABLE)


STAFF = [uuid4() for _ in range(3)]
CLIENTS = [uuid4() for _ in range(3)]
STARTS = [uuid4() for _ in range(2)]


def write(kind: Right, owner: int | None, post: Post, concerned: set[int], late: bool) -> RightsRequest:
    """A row as the services could have made it."""
    apart = kind in APART
    return RightsRequest(
        kind=kind,
        owner_id=None if apart or owner is None else STAFF[owner],
        post=(post if apart else Post.COUNSELLOR).value,
        concerned=[STAFF[one] for one in concerned] if apart else [],
        due_at=NOW - timedelta(days=1) if late else NOW + timedelta(days=1),
    )


held = st.frozensets(
    st.builds(Held, st.sampled_from([Post.COUNSELLOR, *LADDER, Post.KEEPER]), for_staff=st.sampled_from([None, *STAFF]))
)
rows_of = st.builds(
    write,
    st.sampled_from(list(Right)),
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from(LADDER),
    st.sets(st.sampled_from([0, 1, 2])),
    st.booleans(),
)


@pytest.fixture
def people(cast: Cast) -> None:
    from xinqiao.register.people.models import Staff

    Staff.objects.bulk_create(Staff(pk=pk, name="甲", sort_key="j", initials="j") for pk in STAFF)
    Client.objects.bulk_create(Client(number=pk) for pk in CLIENTS)


QUICK = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.clause("CNS-07")
@QUICK
@given(st.lists(rows_of, min_size=1, max_size=4), st.sampled_from(STAFF), held)
def test_at_the_desk_the_filters_say_what_the_rules_say(
    people: None, rows: list[RightsRequest], pk: UUID, posts: frozenset[Held]
) -> None:
    RightsRequest.objects.all().delete()
    actor = Actor(pk, posts)
    for row in rows:
        row.pk, row.token = uuid4(), uuid4()
        row.client_id = row.asker_id = CLIENTS[0]
        row.way, row.made_in, row.asked_at, row.words = Way.SCREEN, STARTS[0], NOW, {}
    RightsRequest.objects.bulk_create(rows)

    found = set(RightsRequest.objects.filter(policy.answerable(actor, NOW)).values_list("pk", flat=True))
    passed = set(RightsRequest.objects.filter(policy.to_pass_on(actor, NOW)).values_list("pk", flat=True))

    assert found == {row.pk for row in rows if policy.may_answer(actor, row, NOW)}
    assert passed == {row.pk for row in rows if policy.may_choose_whom(actor, row, NOW)}
    assert not any(row.is_apart and pk in row.concerned for row in rows if row.pk in found)


@pytest.mark.clause("CNS-07")
@QUICK
@given(
    st.lists(
        st.tuples(st.sampled_from(CLIENTS), st.sampled_from(CLIENTS), st.sampled_from([None, *STARTS])), max_size=5
    ),
    st.sampled_from(CLIENTS),
    st.sets(st.sampled_from(CLIENTS)),
    st.sampled_from(STARTS),
    st.booleans(),
)
def test_at_the_own_door_nobody_sees_what_others_asked(
    people: None,
    made: list[tuple[UUID, UUID, UUID | None]],
    pk: UUID,
    children: set[UUID],
    start: UUID,
    known: bool,
) -> None:
    RightsRequest.objects.all().delete()
    posts = frozenset(Held(Post.GUARDIAN, scope=one) for one in children) or frozenset({Held(Post.STUDENT)})
    actor = Actor(pk, posts, start=start, is_known=known)
    rows = [
        RightsRequest(
            client_id=client, asker_id=asker, made_in=made_in, way=Way.SCREEN if made_in else Way.DESK,
            received_by_id=None if made_in else STAFF[0], kind=Right.KNOW, post="counsellor", asked_at=NOW, due_at=DUE,
            words={}, token=uuid4(),
        )
        for client, asker, made_in in made
    ]  # fmt: skip
    RightsRequest.objects.bulk_create(rows)

    seen = set(RightsRequest.objects.filter(policy.own_visible(actor)).values_list("pk", flat=True))
    known_of = set(RightsRequest.objects.filter(policy.known_of(actor)).values_list("pk", flat=True))

    assert seen == {row.pk for row in rows if policy.may_see_own(actor, row)}
    assert known_of == {row.pk for row in rows if policy.may_know_of(actor, row)}
    for row in rows:
        assert row.pk not in seen or (row.asker_id == pk and row.client_id in {pk, *children})
        assert policy.may_withdraw(actor, row) is (row.pk in seen)
        assert policy.may_read_answer(actor, row) is (row.pk in seen and known)
        if not known:
            assert row.pk not in known_of
            assert row.pk not in seen or row.made_in == start


def test_what_may_be_asked_and_stopped_by_whom(cast: Cast) -> None:
    with freeze(NOW):
        families = make_families(cast)
        mother, child = own_actor(families, "qi_mother"), own_actor(families, "siqi")
        stranger = own_actor(families, "siqi", known=False)
    number = Client(number=families.numbers["siqi"])

    assert {right for right in Right if policy.may_ask(mother, number, right)} == set(FOR_A_CHILD)
    assert all(policy.may_ask(child, number, right) for right in Right)
    assert policy.may_stop_at_once(child, number)
    assert not policy.may_stop_at_once(stranger, number)
    assert not policy.may_stop_at_once(mother, number)
    assert State.OPEN.value == "open"
