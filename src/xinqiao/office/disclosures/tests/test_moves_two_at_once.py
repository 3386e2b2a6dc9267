"""A copy is opened, given and taken back at the same moment: one of it happens, the other gets a sentence."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.access import Refused
from xinqiao.office.disclosures import services
from xinqiao.office.disclosures.models import Disclosure, GivenState
from xinqiao.office.disclosures.selectors import Wanted
from xinqiao.office.disclosures.states import GIVEN_MOVES, AlreadySeen

from .builders import AGREED, NOTE, OWN, agree, give, seen_before, served_by, take_it_back, to_client, to_guardian

AtOnce = Callable[..., list[object]]


def test_what_is_opened_and_taken_back_at_once_is_one_of_both(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast, families = fresh_cast, make_families(fresh_cast)
    with served_by(cast.staff["shen"].pk):
        given = give(cast.actor("shen"), families.numbers["siqi"])
    siqi, shen = own_actor(families, "siqi"), cast.actor("shen")

    done = at_once(
        lambda: services.open_given(actor=siqi, given=given.pk, at=NOW),
        lambda: services.take_back(actor=shen, given=given.pk, at=NOW),
    )

    given.refresh_from_db()
    refused = [one for one in done if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], AlreadySeen if given.state == GivenState.SEEN else Refused)
    assert {GivenState.SEEN, GivenState.TAKEN_BACK} == set(GIVEN_MOVES[GivenState.WAITING])


@pytest.mark.parametrize("move", [(one, to) for one, after in GIVEN_MOVES.items() for to in after])
def test_the_same_move_twice_at_once_is_made_once(
    fresh_cast: Cast, at_once: AtOnce, move: tuple[GivenState, GivenState]
) -> None:
    cast, families = fresh_cast, make_families(fresh_cast)
    with served_by(cast.staff["shen"].pk):
        given = give(cast.actor("shen"), families.numbers["siqi"])
    siqi, shen = own_actor(families, "siqi"), cast.actor("shen")

    def act() -> object:
        if move[1] is GivenState.SEEN:
            return services.open_given(actor=siqi, given=given.pk, at=NOW)
        return services.take_back(actor=shen, given=given.pk, at=NOW)

    done = at_once(act, act)

    given.refresh_from_db()
    assert (move[0], given.state) == (GivenState.WAITING, move[1])
    wrong = [one for one in done if isinstance(one, Exception)]
    assert len(wrong) == (0 if move[1] is GivenState.SEEN else 1), wrong


@pytest.mark.clause("CNS-03")
def test_giving_and_withdrawing_at_once_leaves_nothing_for_the_guardian(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast, families = fresh_cast, make_families(fresh_cast)
    child, mother = families.numbers["siqi"], to_guardian(families.numbers["qi_mother"])
    agree(cast, child)
    shen = cast.actor("shen")

    with served_by(cast.staff["shen"].pk):
        at_once(
            lambda: give(shen, child, "support", mother, AGREED),
            lambda: take_it_back(cast, child),
        )

    assert not Disclosure.objects.filter(state=GivenState.WAITING).exists()


def test_the_same_form_sent_twice_at_once_gives_once(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast, families = fresh_cast, make_families(fresh_cast)
    client, token, shen = families.numbers["siqi"], uuid4(), cast.actor("shen")
    with served_by(cast.staff["shen"].pk):
        shown = seen_before(shen, client, Wanted("note", to_client(client), NOTE, OWN), token)

        def send() -> Disclosure:
            return services.disclose(
                actor=shen,
                client=client,
                kind="note",
                receiver=to_client(client),
                content=NOTE,
                basis=OWN,
                token=token,
                previewed=shown.digest,
                at=NOW,
            )

        done = at_once(send, send)

    assert len({one.pk for one in done if isinstance(one, Disclosure)}) == 1
    assert Disclosure.objects.count() == 1
