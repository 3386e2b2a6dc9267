"""Whatever anybody tries: nothing leaves without consent or ground, and every leaving is in the client's list."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tests.families import ADULTS, CHILDREN, Families
from tests.own_door import own_actor
from xinqiao.core.access import Problem, Refused, require
from xinqiao.core.clock import freeze, local
from xinqiao.office.disclosures import policy, rules, selectors, services
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.office.disclosures.rules import (
    AT_OWN_DOOR,
    GROUNDS,
    KINDS,
    ConsentBasis,
    Ground,
    GroundBasis,
    Receiver,
    TheClientsOwn,
    To,
    Why,
)
from xinqiao.register.consents import selectors as consents
from xinqiao.register.consents.selectors import Giver, Purpose

from .builders import CONTENT, agree, give, take_it_back

# Never: a father without custody, a barred stepfather, and of whoever is of age nobody.
MAY_RECEIVE = {
    "xiaohe": {"he_mother"},
    "yuhang": {"hang_father"},
    "siqi": {"qi_mother"},
    "zimo": {"mo_mother"},
    "anan": {"an_grandmother"},
}
OF_AGE_AFTER = timedelta(days=6)

bases = st.one_of(
    st.just(TheClientsOwn()),
    st.builds(ConsentBasis, st.sampled_from(list(Purpose)), st.sampled_from(["", "好", "当面说好的，她知道。"])),
    st.builds(
        GroundBasis,
        st.sampled_from(list(Ground)),
        *[
            st.sampled_from(["", "今晚不能一个人。"]),
            st.sampled_from(["他值班。他能去。"]),
            st.sampled_from(["", "别的不说。"]),
        ],
    ),
)
acts = st.one_of(
    st.tuples(st.just("agree"), st.sampled_from(list(Giver)), st.sampled_from(list(Purpose))),
    st.tuples(st.just("agree"), st.just(Giver.CLIENT), st.just(Purpose.TELL_GUARDIAN)),
    st.tuples(st.just("withdraw"), st.sampled_from(list(Giver)), st.sampled_from(list(Purpose))),
    st.tuples(
        st.just("give"),
        st.sampled_from(["shen", "shen", "shen", "lu", "xu"]),
        st.sampled_from(list(KINDS)),
        st.sampled_from(list(To)),
        st.sampled_from([*ADULTS, *CHILDREN]),
        bases,
    ),
    st.tuples(st.just("open"), st.sampled_from([*ADULTS, *CHILDREN])),
    st.tuples(st.just("take back"), st.integers(0, 5)),
    st.tuples(st.just("note"), st.integers(1, 5)),
)


@contextmanager
def undone() -> Iterator[None]:
    """One example, of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Story:
    """One child's story, step by step; after each the promises of the house are looked at."""

    def __init__(self, cast: Cast, families: Families, child: str, days: int) -> None:
        self.cast, self.families, self.child = cast, families, child
        self.client, self.at = families.numbers[child], NOW + timedelta(days=days)
        self.of_age = child == "zimo" and timedelta(days=days) >= OF_AGE_AFTER

    def do(self, act: tuple[Any, ...]) -> None:
        try:
            with transaction.atomic():
                getattr(self, act[0].replace(" ", "_"))(*act[1:])
        except (Problem, Refused):
            pass

    def agree(self, giver: Giver, purpose: Purpose) -> None:
        agree(self.cast, self.client, giver, purpose=purpose)

    def withdraw(self, giver: Giver, purpose: Purpose) -> None:
        take_it_back(self.cast, self.client, purpose, giver, at=self.at)

    def give(self, by: str, kind: str, to: To, person: str, basis: rules.Basis) -> None:
        number = self.families.numbers[person] if to is To.GUARDIAN else self.client if to is To.CLIENT else None
        receiver = Receiver(to, number, "" if to in AT_OWN_DOOR else "王老师", "" if to in AT_OWN_DOOR else "班主任")
        made = give(self.cast.actor(by), self.client, kind, receiver, basis, at=self.at, **CONTENT.get(kind, {}))
        self.must_have_been_allowed(made, by, person, basis)

    def must_have_been_allowed(self, made: Disclosure, by: str, person: str, basis: rules.Basis) -> None:
        assert by == "shen"
        to = made.to
        if isinstance(basis, ConsentBasis):
            assert basis.purpose is rules.PURPOSES[to]
            assert consents.standing(self.client, basis.purpose, local(self.at).date()).ok
            assert len(basis.assent) > 3
        elif isinstance(basis, GroundBasis):
            assert to in GROUNDS[basis.ground]
            assert basis.necessity
            assert basis.least
        else:
            assert to is To.CLIENT
        if to is To.GUARDIAN:
            assert person in MAY_RECEIVE[self.child]
            assert not self.of_age

    def open(self, who: str) -> None:
        with freeze(self.at):
            actor = own_actor(self.families, who)
        for row in Disclosure.objects.filter(client=self.client):
            try:
                services.open_given(actor=actor, given=row.pk, at=self.at)
            except Refused:
                continue
            assert who == self.child or (who in MAY_RECEIVE[self.child] and row.to is To.GUARDIAN and not self.of_age)

    def take_back(self, which: int) -> None:
        rows = list(Disclosure.objects.filter(client=self.client).order_by("given_at", "pk"))
        if which < len(rows):
            services.take_back(actor=self.cast.actor("shen"), given=rows[which].pk, at=self.at)

    def note(self, papers: int) -> None:
        grant = require(self.cast.actor("shen"), policy.may_keep_disclosures)
        services.note_leaving(
            grant=grant,
            client=self.client,
            act=uuid4(),
            purpose="会诊",
            keeper="区中心",
            papers=papers,
            copies=1,
            at=self.at,
        )

    def everything_is_listed_and_nobody_sees_more(self) -> None:
        known: dict[UUID, Disclosure] = {row.pk: row for row in Disclosure.objects.filter(client=self.client)}
        with freeze(self.at):
            own = own_actor(self.families, self.child)
            listed = selectors.left_about(own)
            assert {row.given.pk for row in listed} == set(known)
            assert all(row.what and row.to and row.why and row.state for row in listed)
            for who in (*ADULTS, *CHILDREN):
                actor = own_actor(self.families, who)
                found = selectors.given_to(actor, local(self.at).date())
                self.must_be_theirs(who, [row.given for row in found])
                if who != self.child:
                    assert selectors.left_about(actor) == []

    def must_be_theirs(self, who: str, rows: list[Disclosure]) -> None:
        standing = consents.standings(self.client, local(self.at).date())
        for row in rows:
            assert not row.is_taken_back
            if who == self.child:
                assert row.to is To.CLIENT
                continue
            assert who in MAY_RECEIVE[self.child]
            assert not self.of_age
            assert row.receiver["number"] == str(self.families.numbers[who])
            assert row.by.why is Why.GROUND or standing[row.by.purpose].ok  # type: ignore[union-attr]


@pytest.mark.clause("CNS-03", "CNF-03", "CNF-14")
def test_nothing_leaves_without_consent_or_ground_and_every_leaving_is_listed(cast: Cast, families: Families) -> None:
    told = {"given": 0}

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(st.sampled_from(list(CHILDREN)), st.sampled_from([0, 5, 6, 40]), st.lists(acts, min_size=3, max_size=9))
    def holds(child: str, days: int, steps: list[tuple[Any, ...]]) -> None:
        with undone():
            story = Story(cast, families, child, days)
            for step in steps:
                story.do(step)
            story.everything_is_listed_and_nobody_sees_more()
            told["given"] += Disclosure.objects.count()

    holds()
    assert told["given"] > 20
