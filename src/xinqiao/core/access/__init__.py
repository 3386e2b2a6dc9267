"""Asking permission.

A rule says yes or no. `require` asks it and hands back a `Grant`: the proof
that it was asked. The ledger records nothing without one, so an act that was
never allowed cannot be written down, and one that is not written down does not
pass `tests/architecture/test_services.py`.
"""

from xinqiao.core.access.actor import ANYONE, PROGRAM, Actor, Held, Post
from xinqiao.core.access.asking import Grant, Rule, require, take, take_all
from xinqiao.core.access.refusals import Denied, Missing, Problem, Refused

__all__ = [
    "ANYONE",
    "PROGRAM",
    "Actor",
    "Denied",
    "Grant",
    "Held",
    "Missing",
    "Post",
    "Problem",
    "Refused",
    "Rule",
    "require",
    "take",
    "take_all",
]
