"""Two windows do something with one case or one paper at the same moment: one does it, the other gets a sentence."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from xinqiao.core.access import Problem
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, DropReason, Kind, Record
from xinqiao.practice.cases.states import RECORD_MOVES, STAGE_MOVES, RecordState, Stage

from .builders import MUCH_LATER, file, filed, open_case, ready, save, start

Act = Callable[[Cast, Case], Callable[[], object]]


def filing(kind: Kind) -> Act:
    def prepare(cast: Cast, case: Case) -> Callable[[], object]:
        record = start(cast, case, kind)
        return lambda: file(cast, record)

    return prepare


def dropping(cast: Cast, case: Case) -> Callable[[], object]:
    record = start(cast, case)
    return lambda: services.drop_record(
        actor=cast.actor("shen"), record_id=record.pk, reason=DropReason.NOT_HELD, at=MUCH_LATER
    )


def destroying(cast: Cast, case: Case) -> Callable[[], object]:
    save(cast, start(cast, case, Kind.NOTE), {"text": "一"})
    closing = start(cast, case, Kind.CLOSING)
    return lambda: file(cast, closing)


STAGES: dict[tuple[Stage, Stage], Act] = {
    (Stage.INTAKE, Stage.PLAN): filing(Kind.INTAKE),
    (Stage.PLAN, Stage.SESSIONS): filing(Kind.PLAN),
    **{(stage, Stage.CLOSED): filing(Kind.CLOSING) for stage in (Stage.INTAKE, Stage.PLAN, Stage.SESSIONS)},
}
RECORDS: dict[tuple[RecordState, RecordState], Act] = {
    (RecordState.OPEN, RecordState.FILED): filing(Kind.SESSION),
    (RecordState.OPEN, RecordState.DROPPED): dropping,
    (RecordState.OPEN, RecordState.DESTROYED): destroying,
}


def a_case(cast: Cast, stage: Stage) -> Case:
    ready(cast)
    case = open_case(cast)
    for kind, reached in ((Kind.INTAKE, Stage.PLAN), (Kind.PLAN, Stage.SESSIONS)):
        if case.stage != stage:
            filed(cast, case, kind)
            case.refresh_from_db()
            assert case.stage == reached
    return case


def one_wins(results: list[object]) -> None:
    lost = [one for one in results if isinstance(one, BaseException)]
    assert len(lost) == 1
    assert isinstance(lost[0], Problem)
    assert str(lost[0])


def test_every_move_of_both_tables_is_tried() -> None:
    assert set(STAGES) == {(here, there) for here, wanted in STAGE_MOVES.items() for there in wanted}
    assert set(RECORDS) == {(here, there) for here, wanted in RECORD_MOVES.items() for there in wanted}


@pytest.mark.parametrize("move", STAGES, ids=lambda move: f"{move[0]}-{move[1]}")
def test_a_stage_is_reached_once(fresh_cast: Cast, at_once, move) -> None:
    case = a_case(fresh_cast, move[0])
    act = STAGES[move](fresh_cast, case)

    one_wins(at_once(act, act))

    case.refresh_from_db()
    assert case.stage == move[1]


@pytest.mark.parametrize("move", RECORDS, ids=lambda move: f"{move[0]}-{move[1]}")
def test_a_paper_moves_once(fresh_cast: Cast, at_once, move) -> None:
    case = a_case(fresh_cast, Stage.INTAKE)
    act = RECORDS[move](fresh_cast, case)

    one_wins(at_once(act, act))

    assert Record.objects.filter(case=case, state=move[1]).exists()
