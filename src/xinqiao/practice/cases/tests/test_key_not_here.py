"""Allowed, and without the key: said plainly to a counsellor after a reset, and written down."""

import pytest
from django.urls import reverse

from tests.cast import NOW, Cast, key_grant
from tests.doors import browser_of
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.person_keys import end_person_key
from xinqiao.practice.cases.models import Case

from .builders import filed, open_case, ready


def test_a_counsellor_with_a_new_key_is_led_to_the_envelope(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    filed(cast, case)
    end_person_key(grant=key_grant(cast.actor("shen")), owner=cast.staff["shen"].pk, at=NOW)

    with freeze(NOW):
        answer = browser_of(cast, "shen").get(reverse("cases:case", args=[case.pk]))

    assert answer.status_code == 409
    assert reverse("recovery:ask") in answer.content.decode()


@pytest.mark.clause("CNF-10")
def test_a_case_moved_to_a_colleague_in_the_database_opens_nothing_and_is_on_record(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    filed(cast, case)
    Case.objects.filter(pk=case.pk).update(counsellor=cast.staff["lu"])

    with freeze(NOW):
        answer = browser_of(cast, "lu").get(reverse("cases:case", args=[case.pk]))

    assert answer.status_code == 409
    assert "睡得好" not in answer.content.decode()
    assert Entry.objects.filter(kind="ledger.refused", actor=cast.staff["lu"].pk).exists()
