"""Two notes for Lin, one of which can still be taken back: for the world in which every address is asked for."""

from uuid import UUID, uuid4

from tests.cast import Cast
from xinqiao.core.clock import now
from xinqiao.office.disclosures.models import Receiver, TheClientsOwn, To
from xinqiao.office.disclosures.selectors import Wanted
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case


def something_given(cast: Cast, case: UUID) -> dict[str, object]:
    """What the addresses of giving are asked for."""
    given = [_note(cast, case) for _ in range(2)]
    return {"cases:take-back.given": given[0], "given:show.pk": given[1]}


def _note(cast: Cast, case: UUID) -> UUID:
    actor, at, token = cast.actor("shen"), now(), uuid4()
    wanted = Wanted("note", Receiver(To.CLIENT, cast.number("lin")), {"words": "下周见。"}, TheClientsOwn())
    shown = services.preview_giving(actor, Case.objects.get(pk=case), wanted, token, at)
    return services.give_from_case(actor=actor, case=case, wanted=wanted, token=token, previewed=shown.digest, at=at).pk
