"""Addresses of disclosures. At the desk they are given from the case; `own` is for whom they are given to."""

from django.urls import URLPattern

from xinqiao.core.access.gate import by_own_door, gate
from xinqiao.office.disclosures import views

app_name = "disclosures"
urlpatterns: list[URLPattern] = []
own: list[URLPattern] = [
    gate("", views.mine, name="list", may=by_own_door, door="me"),
    gate("left/", views.left, name="left", may=by_own_door, door="me"),
    gate("<uuid:pk>/", views.show, name="show", may=by_own_door, door="me"),
]
