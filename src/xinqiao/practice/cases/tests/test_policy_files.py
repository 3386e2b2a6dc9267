"""Who may add to a case and open what was added; and what happens when one file comes twice at once."""

import io
from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor, Problem
from xinqiao.core.vault.models import SealedFile
from xinqiao.practice.cases import policy, services
from xinqiao.practice.cases.models import Case, CaseFile, FileKind
from xinqiao.practice.cases.services import Upload

from .builders import MUCH_LATER, open_case, ready

#        adds and opens files of the case of shen
TABLE = {
    "shen": True,
    "lu": False,
    "xu": False,
    "he": False,
    "bai": False,
    "ma": False,
    "qin": False,
    "tang": False,
    "nobody": False,
    "program": False,
}


def actor_of(cast: Cast, who: str) -> Actor:
    """A person of the table."""
    return {"nobody": ANYONE, "program": PROGRAM}.get(who) or cast.actor(who)


def attach(cast: Cast, case: Case, **more: object) -> CaseFile:
    """Shen puts a letter to the case."""
    upload = Upload(io.BytesIO("亲爱的老师".encode()), "a.txt", 15)
    values: dict[str, object] = {"token": uuid4(), "at": MUCH_LATER} | more
    return services.attach_file(
        actor=cast.actor("shen"), case=case.pk, kind=FileKind.LETTER, upload=upload, **values  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.clause("REC-06", "CNF-01")
@pytest.mark.parametrize("who", TABLE)
def test_who_may_add_and_open_files(cast: Cast, who: str) -> None:
    actor, case = actor_of(cast, who), Case(counsellor=cast.staff["shen"])

    assert policy.may_attach(actor, case) is TABLE[who]
    assert policy.may_see_file(actor, CaseFile(case=case)) is TABLE[who]


@pytest.mark.parametrize("who", TABLE)
def test_the_filter_of_files_says_what_the_rule_says(cast: Cast, who: str) -> None:
    ready(cast)
    attach(cast, open_case(cast))
    actor = actor_of(cast, who)

    shown = set(CaseFile.objects.filter(policy.visible_files(actor)))
    assert shown == {one for one in CaseFile.objects.all() if policy.may_see_file(actor, one)}


def test_one_file_sent_twice_at_once_is_kept_once(fresh_cast: Cast, at_once: Callable[..., list[object]]) -> None:
    ready(fresh_cast)
    case, token = open_case(fresh_cast), uuid4()

    results = at_once(*[lambda: attach(fresh_cast, case, token=token)] * 2)

    assert all(isinstance(one, (CaseFile, Problem)) for one in results)
    assert any(isinstance(one, CaseFile) for one in results)
    assert (CaseFile.objects.count(), SealedFile.objects.count()) == (1, 1)
