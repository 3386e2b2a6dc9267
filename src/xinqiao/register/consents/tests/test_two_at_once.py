"""Every move of a question, tried by two people at once: one wins, the other is told so."""

from collections.abc import Callable

import pytest

from tests.cast import NOW, Cast
from tests.own_door import own_actor
from xinqiao.core.clock import freeze
from xinqiao.register.consents import selectors, services
from xinqiao.register.consents.models import Asked, Consent, ConsentRequest
from xinqiao.register.consents.states import ASKED_MOVES, AlreadyAnswered, check_move

from .builders import NAME, asked

MOVES = [(was, wanted) for was, moves in ASKED_MOVES.items() for wanted in sorted(moves)]


@pytest.mark.parametrize(("was", "wanted"), MOVES)
def test_one_of_two_who_move_it_at_once_is_first(
    fresh_cast: Cast, at_once: Callable[..., list[object]], was: Asked, wanted: Asked
) -> None:
    """Against each move stands another one that does not go with it."""
    with freeze(NOW):
        lin, shen = own_actor(fresh_cast, "lin"), fresh_cast.actor("shen")
        request = asked(fresh_cast, fresh_cast.number("lin")).pk
        digest = selectors.own_request(lin, request, NOW.date()).question.digest
        if was is Asked.DECLINED:
            services.decline(actor=lin, request=request, at=NOW)
        acts = {
            Asked.AGREED: lambda: services.agree(actor=lin, request=request, signature=NAME, digest=digest, at=NOW),
            Asked.DECLINED: lambda: services.decline(actor=lin, request=request, at=NOW),
            Asked.CALLED_OFF: lambda: services.call_off(actor=shen, request=request, at=NOW),
        }
        against = Asked.AGREED if wanted is Asked.CALLED_OFF else Asked.CALLED_OFF

        results = at_once(acts[wanted], acts[against])

    refused = [one for one in results if isinstance(one, Exception)]
    state = Asked(ConsentRequest.objects.get(pk=request).state)
    assert all(isinstance(one, AlreadyAnswered) for one in refused)
    assert state in {wanted, against}
    assert len(refused) == 1 or wanted is Asked.DECLINED  # a no may come before the question is taken off
    assert Consent.objects.count() == (state is Asked.AGREED)


def test_given_and_taken_back_at_once_nothing_stands_that_was_taken_back(
    fresh_cast: Cast, at_once: Callable[..., list[object]]
) -> None:
    with freeze(NOW):
        lin, number = own_actor(fresh_cast, "lin"), fresh_cast.number("lin")
        request = asked(fresh_cast, number).pk
        digest = selectors.own_request(lin, request, NOW.date()).question.digest
        given = services.agree(actor=lin, request=request, signature=NAME, digest=digest, at=NOW)

        results = at_once(
            lambda: services.withdraw_own(actor=lin, consent=given.pk, at=NOW),
            lambda: services.withdraw_own(actor=lin, consent=given.pk, at=NOW),
        )

        assert sum(isinstance(one, Exception) for one in results) == 1
        assert not selectors.standing(number, selectors.Purpose.COUNSELLING, NOW.date()).given


@pytest.mark.parametrize("current", Asked)
def test_what_the_table_does_not_name_is_refused(current: Asked) -> None:
    for wanted in set(Asked) - ASKED_MOVES[current]:
        with pytest.raises(AlreadyAnswered):
            check_move(current, wanted)
