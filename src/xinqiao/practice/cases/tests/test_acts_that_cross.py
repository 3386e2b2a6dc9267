"""Different acts about one client at the same moment: none fails but with a sentence, and none is left half done."""

from collections.abc import Callable
from uuid import uuid4

from tests.cast import Cast
from xinqiao.core.access import Problem, Refused
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, Draft, Kind, Record
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.scheduling import services as scheduling
from xinqiao.practice.scheduling.models import Outcome
from xinqiao.register.consents.models import Giver, Purpose
from xinqiao.register.consents.services import withdraw

from .builders import LATER, agree, file, open_case, ready, save, start, visit

AtOnce = Callable[..., list[object]]


def with_a_sentence(results: list[object]) -> bool:
    return all(not isinstance(one, Exception) or isinstance(one, (Problem, Refused)) for one in results)


def test_a_visit_ends_while_papers_are_begun(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast = fresh_cast
    ready(cast)
    case, here = open_case(cast), visit(cast, outcome=None)
    shen = cast.actor("shen")

    results = at_once(
        lambda: scheduling.close_visit(actor=shen, visit=here.pk, outcome=Outcome.TALKED, at=LATER),
        lambda: start(cast, case),
        lambda: start(cast, case),
    )

    assert not any(isinstance(one, Exception) for one in results)
    assert sorted(Record.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_visit_ends_and_is_struck_while_its_case_is_opened_twice(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast = fresh_cast
    ready(cast)
    agree(cast)
    here, shen, token = visit(cast, outcome=None), cast.actor("shen"), uuid4()

    def opening() -> Case:
        beginning = Beginning(visit=here.pk)
        return services.open_case(actor=shen, client=cast.number("lin"), beginning=beginning, token=token, at=LATER)

    results = at_once(
        lambda: scheduling.close_visit(actor=shen, visit=here.pk, outcome=Outcome.TALKED, at=LATER),
        opening,
        opening,
        lambda: scheduling.strike_visit(actor=shen, visit=here.pk, reason="登记错了", at=LATER),
    )

    assert with_a_sentence(results)
    assert Case.objects.count() == 1


def test_a_case_is_closed_while_its_papers_are_written(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast = fresh_cast
    ready(cast)
    case = open_case(cast)
    note, intake = start(cast, case, Kind.NOTE), start(cast, case, Kind.INTAKE)
    seen = save(cast, note, {"text": "一"})
    closing = start(cast, case, Kind.CLOSING)

    results = at_once(
        lambda: file(cast, closing),
        lambda: save(cast, note, {"text": "二"}, seen=seen),
        lambda: save(cast, intake, {"said": "一"}),
        lambda: file(cast, intake),
    )

    assert with_a_sentence(results)
    case.refresh_from_db()
    assert case.is_open or not Draft.objects.exists()


def test_two_open_a_case_while_consent_is_taken_back(fresh_cast: Cast, at_once: AtOnce) -> None:
    cast = fresh_cast
    ready(cast, "shen", "lu")
    agree(cast)

    def opening(who: str) -> Case:
        actor, client = cast.actor(who), cast.number("lin")
        return services.open_case(actor=actor, client=client, beginning=Beginning(), token=uuid4(), at=LATER)

    results = at_once(
        lambda: opening("shen"),
        lambda: opening("lu"),
        lambda: withdraw(
            actor=cast.actor("shen"),
            client=cast.number("lin"),
            purpose=Purpose.COUNSELLING,
            by=Giver.CLIENT,
            how="",
            at=LATER,
        ),
    )

    assert with_a_sentence(results)
    assert Case.objects.count() <= 1
