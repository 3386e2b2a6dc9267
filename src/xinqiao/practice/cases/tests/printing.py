"""Short ways to leave to print."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from tests.cast import Cast
from xinqiao.office.papers.services import Printed
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, PrintApproval
from xinqiao.practice.cases.services import Wanted

from .builders import MUCH_LATER

UNTIL = date(2027, 1, 22)


def ask(
    cast: Cast, case: Case | None = None, by: str = "shen", most: int = 3, at: datetime = MUCH_LATER
) -> PrintApproval:
    """A wish to print."""
    wanted = Wanted(purpose="转介给市医院", keeper="沈知微，用后销毁", most=most, until=UNTIL)
    return services.ask_to_print(
        actor=cast.actor(by), case=case.pk if case else None, wanted=wanted, token=uuid4(), at=at
    )


def granted(cast: Cast, case: Case | None = None, by: str = "shen", decider: str = "xu", **more: Any) -> PrintApproval:
    """Leave to print."""
    asked = ask(cast, case, by, **more)
    return services.decide_print(actor=cast.actor(decider), approval=asked.pk, grants=True, at=MUCH_LATER)


def on_paper(cast: Cast, approval: PrintApproval, *papers: object, by: str = "shen", **more: Any) -> Printed:
    """These papers, printed."""
    values = {"at": MUCH_LATER} | more
    return services.print_papers(
        actor=cast.actor(by),
        keyring=cast.keyring(by),
        approval=approval.pk,
        papers=[one.pk for one in papers],  # type: ignore[attr-defined]
        **values,
    )
