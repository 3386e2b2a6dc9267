"""Addresses of calls for help: at the desk, and the page that anybody can open."""

from xinqiao.core.access.gate import anyone, gate
from xinqiao.practice.crisis import policy
from xinqiao.practice.crisis.views import desk
from xinqiao.practice.crisis.views import own as own_views

BOTH, ACT = ("GET", "POST"), ("POST",)
ANSWER = policy.may_answer

app_name = "crisis"
urlpatterns = [
    gate("", desk.calls, name="list", may=ANSWER),
    gate("ringing/", desk.ringing, name="ringing", may=ANSWER, unattended=True),
    gate("lines/", desk.lines, name="lines", may=policy.may_set_lines, methods=BOTH),
    gate("<uuid:pk>/", desk.call, name="call", may=ANSWER, methods=BOTH),
    gate("<uuid:pk>/take/", desk.take, name="take", may=ANSWER, methods=ACT),
    gate("<uuid:pk>/give-back/", desk.give_back, name="give-back", may=ANSWER, methods=ACT),
]
own = [
    gate("", own_views.help_now, name="now", may=anyone, methods=BOTH, door="me"),
    gate("status/", own_views.status, name="status", may=anyone, door="me", unattended=True),
]
