"""Where a promise is kept: the desk leads from one area to the page of another."""

from django.urls import reverse

from tests.cast import Cast
from xinqiao.office.obligations.models import Obligation
from xinqiao.practice.staffing.services import RENEW, SEE_RENEWAL
from xinqiao.register.credentials.tests.builders import in_days, qualify
from xinqiao.web.ways import way_of


def test_a_promise_about_a_paper_is_kept_on_the_page_of_papers(cast: Cast) -> None:
    qualify(cast, "shen", valid_to=in_days(40))

    for name, kind in (("shen", RENEW), ("xu", SEE_RENEWAL)):
        assert way_of(cast.actor(name), Obligation.objects.get(kind=kind.key)) == reverse("credentials:list")
