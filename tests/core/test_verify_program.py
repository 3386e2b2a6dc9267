"""What the program's own services write is sound, weighed by the program's own lists."""

from django.db import connection

from xinqiao.core.ledger.sealer import seal_once
from xinqiao.core.ledger.verify import verify
from xinqiao.register.people.models import PostHeld


def test_a_school_set_up_by_the_services_is_sound(fresh_cast):
    seal_once()

    report = verify()

    assert report.is_sound, [finding.sentence() for finding in report.findings]
    assert report.rows >= PostHeld.objects.count() > 0
    assert report.waiting == 0


def test_a_post_given_by_hand_is_found(fresh_cast):
    seal_once()
    held = PostHeld.objects.get(staff=fresh_cast.staff["ma"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_postheld SET post = 'director' WHERE id = %s", [held.pk])

    (finding,) = verify().findings

    assert (finding.wrong, finding.row) == ("row_changed", f"people.post_held {held.pk}")
