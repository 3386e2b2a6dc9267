"""What is agreed and taken back on somebody's own page has the same effect on a case as paper has."""

import pytest

from tests.cast import NOW, Cast
from tests.families import make_families
from tests.own_door import own_actor
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.practice.cases import services
from xinqiao.practice.cases.services import Beginning
from xinqiao.practice.cases.tests.test_consents_run_out import MISSING, WITHDRAWN, owed
from xinqiao.register.consents.rules import Circumstances, Ground
from xinqiao.register.consents.services import withdraw_own
from xinqiao.register.consents.tests.builders import asked, says_yes, signed, written

from .builders import ready


@pytest.mark.clause("CNS-01", "CNS-04")
def test_the_missing_consent_comes_from_the_screen_and_a_withdrawal_there_is_dealt_with(cast: Cast) -> None:
    with freeze(NOW):
        families = make_families(cast)
        girl, mother = families.numbers["xiaohe"], own_actor(families, "he_mother")
        ready(cast)
        hers = says_yes(own_actor(families, "xiaohe"), asked(cast, girl))
        beginning, token = Beginning(in_danger=True), signed(cast, "batel").token
        services.open_case(actor=cast.actor("shen"), client=girl, beginning=beginning, token=token, at=NOW)
        assert [kind for kind, _who, _day in owed()] == [MISSING]

        says_yes(mother, asked(cast, girl, guardian=families.adults["he_mother"].pk))
        assert owed() == []

        withdraw_own(actor=own_actor(families, "xiaohe"), consent=hers.pk, at=NOW)
        assert [kind for kind, _who, _day in owed()] == [WITHDRAWN]


@pytest.mark.clause("CNS-01")
def test_where_the_guardian_is_the_danger_nobody_is_pressed_to_ask_them(cast: Cast) -> None:
    with freeze(NOW):
        families = make_families(cast)
        child = families.numbers["anan"]
        ready(cast)
        says_yes(own_actor(families, "anan"), asked(cast, child))
        beginning, token = Beginning(in_danger=True), signed(cast, "batel").token
        services.open_case(actor=cast.actor("shen"), client=child, beginning=beginning, token=token, at=NOW)
        assert [kind for kind, _who, _day in owed()] == [MISSING]

        written(cast, child, Circumstances(ground=Ground.GUARDIAN_IS_DANGER))

        assert owed() == []


def test_the_ledger_is_whole_after_all_that(fresh_cast: Cast) -> None:
    with freeze(NOW):
        lin = own_actor(fresh_cast, "lin")
        given = says_yes(lin, asked(fresh_cast, fresh_cast.number("lin")))
        withdraw_own(actor=lin, consent=given.pk, at=NOW)
        written(fresh_cast, fresh_cast.number("lin"), Circumstances(is_unable=True))
        seal_once()

        assert [str(finding) for finding in verify().findings] == []
