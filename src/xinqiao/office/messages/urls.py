"""Addresses of messages: `own` at the own door, as `messages:`; the director's page at the desk, as `ways:`."""

from xinqiao.core.access.gate import by_own_door, gate
from xinqiao.office.messages import policy, views

BOTH = ("GET", "POST")

app_name = "ways"
urlpatterns = [gate("", views.rules, name="rules", may=policy.may_run_messages, methods=BOTH)]
own = [
    gate("", views.mine, name="list", may=by_own_door, door="me"),
    gate("how/", views.how, name="how", may=by_own_door, methods=BOTH, door="me"),
]
