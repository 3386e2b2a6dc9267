"""Addresses of the own door: coming in and leaving."""

from xinqiao.core.access.gate import anyone, gate
from xinqiao.register.personal import views

BOTH = ("GET", "POST")

app_name = "personal"
urlpatterns = [
    gate("in/", views.enter, name="enter", may=anyone, methods=BOTH, door="me"),
    gate("leave/", views.leave, name="leave", may=anyone, methods=BOTH, door="me"),
]
