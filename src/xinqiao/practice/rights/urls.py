"""Addresses of rights: the own door's and the desk's, under one name."""

from django.urls import URLPattern

from xinqiao.core.access.gate import by_own_door, gate
from xinqiao.practice.rights import policy
from xinqiao.practice.rights.views import desk, entering, own

BOTH, ACT = ("GET", "POST"), ("POST",)
app_name = "rights"

_own: list[URLPattern] = [
    gate("me/rights/", own.rights, name="list", may=by_own_door, door="me"),
    gate("me/rights/kept/", own.kept, name="kept", may=by_own_door, door="me"),
    gate("me/rights/ask/<slug:kind>/", own.ask, name="ask", may=by_own_door, methods=BOTH, door="me"),
    gate("me/rights/<uuid:pk>/", own.mine, name="mine", may=by_own_door, door="me"),
    gate("me/rights/<uuid:pk>/withdraw/", own.withdraw, name="withdraw", may=by_own_door, methods=ACT, door="me"),
]
_desk: list[URLPattern] = [
    gate("desk/rights/", desk.owed, name="owed", may=policy.may_answer_some),
    gate("desk/rights/days/", desk.days, name="days", may=policy.may_set_days, methods=BOTH),
    gate("desk/rights/enter/", entering.enter, name="enter", may=policy.may_enter, methods=BOTH),
    gate("desk/rights/<uuid:pk>/", desk.one, name="request", may=policy.may_answer_some, methods=BOTH),
    gate("desk/rights/<uuid:pk>/pass-on/", desk.pass_on, name="pass-on", may=policy.may_answer_some, methods=BOTH),
]
urlpatterns: list[URLPattern] = [*_own, *_desk]
