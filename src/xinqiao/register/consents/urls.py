"""Addresses of consents."""

from xinqiao.core.access.gate import gate
from xinqiao.register.consents import policy
from xinqiao.register.consents.views import asking, desk, told

BOTH = ("GET", "POST")
KEEP = policy.may_keep_consents
TOLD = policy.may_read_told

app_name = "consents"
urlpatterns = [
    gate("rules/", desk.set_rules, name="rules", may=policy.may_set_rules, methods=BOTH),
    gate("of/<uuid:client>/", desk.of_client, name="of", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/word/", desk.say, name="say", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/withdraw/", desk.withdraw, name="withdraw", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/strike/<uuid:pk>/", desk.strike, name="strike", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/ask/", asking.ask, name="ask", may=KEEP, methods=BOTH),
    gate("of/<uuid:client>/situation/", asking.situation, name="situation", may=KEEP, methods=BOTH),
    gate("of/<uuid:client>/ask/<uuid:request_id>/off/", asking.call_off, name="call-off", may=KEEP, methods=("POST",)),
]  # fmt: skip
# The own door: told what the service is, asked, and taking back.
own = [
    gate("read/", told.read, name="read", may=TOLD, door="me"),
    gate("decide/<uuid:request_id>/", told.decide, name="decide", may=TOLD, methods=BOTH, door="me"),
    gate("decide/<uuid:request_id>/done/", told.answered, name="answered", may=TOLD, door="me"),
    gate("mine/", told.mine, name="mine", may=TOLD, door="me"),
    gate("mine/<uuid:consent>/", told.withdraw, name="withdraw", may=TOLD, methods=BOTH, door="me"),
]  # fmt: skip
