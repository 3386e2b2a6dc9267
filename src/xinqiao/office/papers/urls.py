"""Addresses of papers."""

from xinqiao.core.access.gate import gate
from xinqiao.office.papers import policy, views

app_name = "papers"
urlpatterns = [
    gate("", views.papers, name="list", may=policy.may_list),
    gate("blank/<slug:form>/", views.blank, name="blank", may=policy.may_print_blank),
]
