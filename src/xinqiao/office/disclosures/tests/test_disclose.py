"""Giving a copy: by whom, to whom, by what, and never anything else than what was shown beforehand."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from tests.families import Families
from xinqiao.core.access import Denied, Problem, Refused
from xinqiao.core.ledger.models import Entry
from xinqiao.office.disclosures import selectors, services
from xinqiao.office.disclosures.models import Disclosure, GivenState
from xinqiao.office.disclosures.rules import KINDS, LeaveBasis, NothingAllowsIt, NotInTheList, Receiver, To
from xinqiao.office.disclosures.selectors import Wanted
from xinqiao.office.disclosures.services import NotPreviewed

from .builders import (
    AGREED,
    CONTENT,
    DANGER,
    NOTE,
    NOTICE,
    OWN,
    POLICE,
    SUPPORT,
    TEACHER,
    agree,
    give,
    seen_before,
    take_it_back,
    to_client,
    to_guardian,
)


def ready_to_give(cast: Cast, families: Families, **changed: Any) -> dict[str, Any]:
    """The arguments of a giving that was previewed, some of them changed afterwards."""
    client, token = families.numbers["siqi"], uuid4()
    wanted = Wanted("note", to_client(client), NOTE, OWN)
    shown = seen_before(cast.actor("shen"), client, wanted, token)
    return {
        "actor": cast.actor("shen"),
        "client": client,
        "kind": "note",
        "receiver": wanted.receiver,
        "content": NOTE,
        "basis": OWN,
        "token": token,
        "previewed": shown.digest,
        "at": NOW,
    } | changed


def test_a_note_waits_for_the_client_and_the_ledger_says_so(cast: Cast, families: Families) -> None:
    made = give(cast.actor("shen"), families.numbers["siqi"])

    assert (made.state, made.content, made.by) == (GivenState.WAITING, NOTE, OWN)
    entry = Entry.objects.get(kind="disclosures.given")
    assert (entry.subject, entry.about) == (made.pk, families.numbers["siqi"])
    assert entry.facts == {}


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if To.CLIENT in kind.to])
def test_each_kind_for_the_client_is_given_as_it_was_shown(cast: Cast, families: Families, key: str) -> None:
    made = give(cast.actor("shen"), families.numbers["siqi"], key)

    assert selectors.lines_of(made)[0][1] == next(
        value if isinstance(value, list) else [value] for value in CONTENT[key].values()
    )


@pytest.mark.parametrize("who", ["lu", "xu", "he", "bai", "ma", "qin", "tang"])
@pytest.mark.clause("CNS-03")
def test_nobody_but_who_serves_the_client_gives_anything(cast: Cast, families: Families, who: str) -> None:
    client = families.numbers["siqi"]
    agree(cast, client)
    for kind, receiver, basis in (
        ("note", to_client(client), OWN),
        ("support", to_guardian(families.numbers["qi_mother"]), AGREED),
        ("notice", POLICE, DANGER),
    ):
        with pytest.raises(Denied):
            selectors.preview(
                cast.actor(who), client, Wanted(kind, receiver, CONTENT[kind], basis), uuid4(), A_SCHOOL_DAY
            )
        with pytest.raises(Denied):
            services.disclose(
                actor=cast.actor(who),
                client=client,
                kind=kind,
                receiver=receiver,
                content=CONTENT[kind],
                basis=basis,
                token=uuid4(),
                previewed="",
                at=NOW,
            )
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"content": {"words": "别的话。"}},
        {"content": {"words": NOTE["words"] + "另外，你妈妈来过。"}},
        {"kind": "answer"},
        {"token": uuid4()},
        {"previewed": ""},
        {"previewed": "0" * 64},
    ],
    ids=["other words", "more words", "another kind", "another form", "no preview", "an invented one"],
)
def test_what_was_not_previewed_is_not_given(cast: Cast, families: Families, changed: dict[str, Any]) -> None:
    with pytest.raises(NotPreviewed):
        services.disclose(**ready_to_give(cast, families, **changed))
    assert not Disclosure.objects.exists()


def test_the_preview_of_one_client_serves_for_no_other(cast: Cast, families: Families) -> None:
    other = families.numbers["yuhang"]

    with pytest.raises(NotPreviewed):
        services.disclose(**ready_to_give(cast, families, client=other, receiver=to_client(other)))
    with pytest.raises(NotInTheList):
        services.disclose(**ready_to_give(cast, families, client=other))
    with pytest.raises(NotInTheList):
        services.disclose(**ready_to_give(cast, families, receiver=to_client(other)))


def test_the_preview_of_one_reason_serves_for_no_other(cast: Cast, families: Families) -> None:
    client, token = families.numbers["siqi"], uuid4()
    shown = seen_before(cast.actor("shen"), client, Wanted("notice", POLICE, NOTICE, DANGER), token)

    with pytest.raises(NotPreviewed):
        services.disclose(
            actor=cast.actor("shen"),
            client=client,
            kind="notice",
            receiver=POLICE,
            content=NOTICE,
            basis=replace(DANGER, necessity="写成另一个理由。"),
            token=token,
            previewed=shown.digest,
            at=NOW,
        )


def test_a_field_outside_of_the_list_is_refused_even_when_it_is_sent_to_the_service(
    cast: Cast, families: Families
) -> None:
    with pytest.raises(NotInTheList):
        services.disclose(**ready_to_give(cast, families, content={**NOTE, "record": "第一次谈话：……"}))
    with pytest.raises(NotInTheList):
        services.disclose(**ready_to_give(cast, families, kind="printed", content={}))


def test_the_same_form_sent_twice_gives_once(cast: Cast, families: Families) -> None:
    sent = ready_to_give(cast, families)

    assert services.disclose(**sent).pk == services.disclose(**sent).pk
    assert Disclosure.objects.count() == 1


def test_the_form_of_another_client_gives_nothing(cast: Cast, families: Families) -> None:
    sent = ready_to_give(cast, families)
    services.disclose(**sent)
    other = families.numbers["yuhang"]

    with pytest.raises(Problem):
        services.disclose(**sent | {"client": other, "receiver": to_client(other)})


@pytest.mark.clause("CNS-03")
def test_a_guardian_is_given_something_only_while_the_consent_stands(cast: Cast, families: Families) -> None:
    actor, child = cast.actor("shen"), families.numbers["siqi"]
    mother = to_guardian(families.numbers["qi_mother"])
    with pytest.raises(NothingAllowsIt):
        give(actor, child, "support", mother, AGREED)
    agree(cast, child)

    made = give(actor, child, "support", mother, AGREED)

    assert made.receiver["name"] == "欧阳雪梅"
    take_it_back(cast, child)
    with pytest.raises(NothingAllowsIt):
        give(actor, child, "support", mother, AGREED)


def test_a_consent_withdrawn_between_preview_and_giving_stops_it(cast: Cast, families: Families) -> None:
    child, mother, token = families.numbers["siqi"], to_guardian(families.numbers["qi_mother"]), uuid4()
    agree(cast, child)
    shown = seen_before(cast.actor("shen"), child, Wanted("support", mother, SUPPORT, AGREED), token)
    take_it_back(cast, child)

    with pytest.raises(NothingAllowsIt):
        services.disclose(
            actor=cast.actor("shen"),
            client=child,
            kind="support",
            receiver=mother,
            content=SUPPORT,
            basis=AGREED,
            token=token,
            previewed=shown.digest,
            at=NOW,
        )


@pytest.mark.clause("HOM-01", "CNF-14")
@pytest.mark.parametrize(
    ("child", "adult"),
    [
        ("xiaohe", "he_father"),  # without custody
        ("anan", "an_stepfather"),  # barred from contact
        ("siqi", "he_mother"),  # another child's mother
        ("siqi", "siqi"),  # not an adult at all
        ("lin", "lin"),
    ],
)
def test_nothing_is_given_to_whom_it_may_not(cast: Cast, families: Families, child: str, adult: str) -> None:
    numbers = families.numbers | cast.numbers
    agree(cast, numbers[child])

    for kind, basis in (("support", AGREED), ("notice", DANGER)):
        with pytest.raises(NotInTheList):
            give(cast.actor("shen"), numbers[child], kind, to_guardian(numbers[adult]), basis)


def test_nothing_is_given_to_the_mother_of_somebody_who_is_of_age(cast: Cast, families: Families) -> None:
    child, mother = families.numbers["zimo"], families.numbers["mo_mother"]
    agree(cast, child)
    give(cast.actor("shen"), child, "support", to_guardian(mother), AGREED, at=NOW + timedelta(days=5))

    with pytest.raises(NotInTheList):
        give(cast.actor("shen"), child, "notice", to_guardian(mother), DANGER, at=NOW + timedelta(days=6))


@pytest.mark.clause("CNF-03")
def test_a_ground_needs_no_consent_and_keeps_every_reason_under_the_seal(cast: Cast, families: Families) -> None:
    made = give(cast.actor("shen"), families.numbers["siqi"], "notice", TEACHER, DANGER)

    made.refresh_from_db()
    assert (made.state, made.by, made.receiver["name"]) == (GivenState.HANDED, DANGER, "秦老师")
    assert Entry.objects.get(kind="disclosures.given").clauses == ["CNF-03"]
    row = Disclosure.objects.values().get(pk=made.pk)
    open_ones = str({name: value for name, value in row.items() if name not in Disclosure.Privacy.sealed})
    assert not any(word in open_ones for word in ("秦", "danger", "ground", "teacher", "今晚"))


def test_leave_to_print_is_no_way_to_give_a_copy(cast: Cast, families: Families) -> None:
    with pytest.raises(NotInTheList):
        give(cast.actor("shen"), families.numbers["siqi"], "notice", POLICE, LeaveBasis("会诊", 1, 1))
    with pytest.raises(NotInTheList):
        give(cast.actor("shen"), families.numbers["siqi"], "printed", Receiver(To.PAPER), LeaveBasis("会诊", 1, 1))


def test_an_unknown_client_is_refused(cast: Cast, families: Families) -> None:
    unknown = uuid4()

    with pytest.raises(Refused):
        services.disclose(**ready_to_give(cast, families, client=unknown, receiver=to_client(unknown)))
