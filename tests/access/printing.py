"""Leave to print, asked for and granted, and a print in steps, for the world in which every address is asked for."""

from datetime import timedelta
from uuid import UUID, uuid4

from tests.cast import Cast
from xinqiao.core.clock import now, today
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import PrintApproval
from xinqiao.practice.cases.services import Wanted


def leave_to_print(cast: Cast, paper: object) -> dict[str, object]:
    """Shen's wishes: one waits, one is granted, and a filed paper is being printed under it."""
    waiting, given = _ask(cast), _ask(cast)
    services.decide_print(actor=cast.actor("xu"), approval=given.pk, grants=True, at=now())
    run = services.start_print_run(
        actor=cast.actor("shen"), approval=given.pk, papers=[UUID(str(paper))], token=uuid4(), at=now()
    )
    return {
        "cases:decide-print.pk": waiting.pk,
        "cases:end-print.pk": waiting.pk,
        "cases:print-run.pk": run.pk,
        "cases:print-step.pk": run.pk,
    }


def _ask(cast: Cast) -> PrintApproval:
    wanted = Wanted(purpose="转介给市医院", keeper="沈知微，用后销毁", most=5, until=today() + timedelta(days=30))
    return services.ask_to_print(actor=cast.actor("shen"), case=None, wanted=wanted, token=uuid4(), at=now())
