"""Addresses of the envelope. The words are never part of one."""

from xinqiao.core.access.gate import gate
from xinqiao.register.recovery import policy, views

BOTH = ("GET", "POST")

app_name = "recovery"
urlpatterns = [
    gate("", views.status, name="status", may=policy.may_see_status),
    gate("slip/", views.slip, name="slip", may=policy.may_see_envelope),
    gate("confirm/", views.confirm, name="confirm", may=policy.may_see_wishes, methods=BOTH),
    gate("ask/", views.ask, name="ask", may=policy.may_ask, methods=BOTH),
    gate("<uuid:pk>/give/", views.give, name="give", may=policy.may_see_wishes, methods=BOTH),
    gate("<uuid:pk>/drop/", views.drop, name="drop", may=policy.may_settle_any, methods=("POST",)),
]
