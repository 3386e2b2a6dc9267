"""Addresses of credentials."""

from xinqiao.core.access.gate import gate
from xinqiao.register.credentials import policy, views

BOTH = ("GET", "POST")

app_name = "credentials"
urlpatterns = [
    gate("", views.home, name="list", may=policy.may_look),
    gate("<uuid:staff>/", views.person, name="person", may=policy.may_look),
    gate("<uuid:staff>/qualification/", views.add_qualification, name="add", may=policy.may_keep_credentials, methods=BOTH),
    gate("<uuid:staff>/agreement/", views.sign_agreement, name="sign", may=policy.may_keep_credentials, methods=BOTH),
    gate("qualification/<uuid:pk>/withdraw/", views.withdraw_qualification, name="withdraw", may=policy.may_keep_credentials, methods=BOTH),
    gate("agreement/<uuid:pk>/end/", views.end_agreement, name="end", may=policy.may_keep_credentials, methods=BOTH),
]  # fmt: skip
