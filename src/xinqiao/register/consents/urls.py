"""Addresses of consents."""

from xinqiao.core.access.gate import gate
from xinqiao.register.consents import policy, views

BOTH = ("GET", "POST")

app_name = "consents"
urlpatterns = [
    gate("rules/", views.set_rules, name="rules", may=policy.may_set_rules, methods=BOTH),
    gate("of/<uuid:client>/", views.of_client, name="of", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/word/", views.say, name="say", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/withdraw/", views.withdraw, name="withdraw", may=policy.may_keep_consents, methods=BOTH),
    gate("of/<uuid:client>/strike/<uuid:pk>/", views.strike, name="strike", may=policy.may_keep_consents, methods=BOTH),
]  # fmt: skip
