"""What may be read of requests by right."""

from .kept import KeptLine, kept_about
from .owed import Counted, LateLine, OwedLine, RequestShown, counted, late_lines, owed_lines, shown, to_pass_on
from .owing import Owing, holders_on, who_owes, within_days
from .own import OwnRequest, OwnShown, asked_about_me, own_request, own_requests

__all__ = [
    "Counted",
    "KeptLine",
    "LateLine",
    "OwedLine",
    "Owing",
    "OwnRequest",
    "OwnShown",
    "RequestShown",
    "asked_about_me",
    "counted",
    "holders_on",
    "kept_about",
    "late_lines",
    "owed_lines",
    "own_request",
    "own_requests",
    "shown",
    "to_pass_on",
    "who_owes",
    "within_days",
]
