"""Addresses of promises."""

from xinqiao.core.access.gate import gate
from xinqiao.office.obligations import policy, views

app_name = "obligations"
urlpatterns = [
    gate("", views.owed, name="list", may=policy.may_list),
    gate("<uuid:pk>/", views.show, name="show", may=policy.may_list),
    gate("<uuid:pk>/keep/", views.keep, name="keep", may=policy.may_list, methods=["POST"]),
    gate("<uuid:pk>/waive/", views.waive, name="waive", may=policy.may_let_off, methods=["GET", "POST"]),
    gate("<uuid:pk>/hand-over/", views.hand_over, name="hand-over", may=policy.may_list, methods=["GET", "POST"]),
]
