"""Every door and the areas behind it."""

from django.urls import include, path

from xinqiao.office.disclosures import urls as disclosures
from xinqiao.office.messages import urls as messages
from xinqiao.practice.cases.urls import own as reads
from xinqiao.practice.crisis import urls as crisis
from xinqiao.practice.scheduling.urls import feeds
from xinqiao.practice.scheduling.urls import own as own_times
from xinqiao.register.consents.urls import own as told
from xinqiao.register.people.urls import own as contact

urlpatterns = [
    path("", include("xinqiao.web.pages.urls")),
    path("account/", include("xinqiao.register.accounts.urls")),
    path("", include("xinqiao.register.personal.urls")),
    path("me/told/", include((told, "told"))),
    path("me/contact/", include((contact, "contact"))),
    path("", include((feeds, "feeds"))),
    path("me/times/", include((own_times, "times"))),
    path("me/given/", include((disclosures.own, "given"))),
    path("me/reads/", include((reads, "reads"))),
    path("me/messages/", include((messages.own, "messages"))),
    path("desk/people/", include("xinqiao.register.people.urls")),
    path("desk/credentials/", include("xinqiao.register.credentials.urls")),
    path("desk/consents/", include("xinqiao.register.consents.urls")),
    path("desk/recovery/", include("xinqiao.register.recovery.urls")),
    path("desk/owed/", include("xinqiao.office.obligations.urls")),
    path("desk/messages/", include("xinqiao.office.messages.urls")),
    path("desk/given/", include("xinqiao.office.disclosures.urls")),
    path("desk/papers/", include("xinqiao.office.papers.urls")),
    path("desk/cases/", include("xinqiao.practice.cases.urls")),
    path("desk/help/", include("xinqiao.practice.crisis.urls")),
    path("help/", include((crisis.own, "help"))),
    path("", include("xinqiao.practice.rights.urls")),
    path("desk/figures/", include("xinqiao.oversight.figures.urls")),
    path("desk/", include("xinqiao.practice.scheduling.urls")),
]
handler400 = "xinqiao.web.errors.bad_request"
handler403 = "xinqiao.web.errors.permission_denied"
handler404 = "xinqiao.web.errors.page_not_found"
handler500 = "xinqiao.web.errors.server_error"
