"""The invented school shows what a real one will look like: complete, and with something to do."""

from datetime import timedelta

from tests.cast import A_SCHOOL_DAY, NOW, Cast
from xinqiao.office.obligations.models import Obligation
from xinqiao.register.credentials.selectors import lines, may_counsel
from xinqiao.web.demo.credentials import show_papers


def test_the_demos_counsellors_may_counsel_and_one_certificate_runs_out_in_forty_days(cast: Cast) -> None:
    show_papers(cast.staff, A_SCHOOL_DAY, NOW)

    assert [may_counsel(cast.staff[key].pk, A_SCHOOL_DAY).ok for key in ("shen", "xu", "lu")] == [True, True, False]
    soon = {one.staff.name: [end.days_left for end in one.soon] for one in lines(cast.actor("xu"), A_SCHOOL_DAY)}
    assert soon == {"沈知微": [40], "许静安": [], "白晓岚": [], "陆听雨": []}
    assert {row.due_at.date() for row in Obligation.objects.all()} == {A_SCHOOL_DAY + timedelta(days=40)}
