"""What lies ahead of Lin and her mother at the own door: a place in the waiting line, a request for the child."""

from uuid import UUID, uuid4

from tests.cast import Cast
from tests.own_door import own_actor
from xinqiao.core.clock import now
from xinqiao.practice.scheduling import services
from xinqiao.practice.scheduling.services import Wanted


def own_times(cast: Cast, appointment: UUID) -> dict[str, object]:
    """An appointment that the desk made, a wish, and what her mother asks."""
    lin, mother, at = own_actor(cast, "lin"), own_actor(cast, "mother"), now()
    assert lin.pk is not None
    wish = services.join_line(actor=lin, client=lin.pk, wanted=Wanted(), token=uuid4(), at=at)
    asked = services.ask_for_child(actor=mother, child=lin.pk, words="最近睡不好", token=uuid4(), at=at)
    return {
        "times.pk": appointment,
        "times.staff": cast.staff["shen"].pk,
        "times.wish": wish.pk,
        "times.asked": asked.pk,
        "scheduling.staff": cast.staff["shen"].pk,
        "scheduling:offer.pk": wish.pk,
        "scheduling:strike-wish.pk": wish.pk,
        "scheduling:answer-request.pk": asked.pk,
    }
