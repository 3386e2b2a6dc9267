"""Addresses of the own door: coming in, leaving and the own account; at the desk what is handed out for it."""

from xinqiao.core.access.gate import anyone, by_own_door, gate
from xinqiao.register.personal import policy
from xinqiao.register.personal.views import desk, entering, own

BOTH = ("GET", "POST")
DOOR, DESK = "me/account/", "desk/slips/"

app_name = "personal"
urlpatterns = [
    gate(DOOR + "in/", entering.enter, name="enter", may=anyone, methods=BOTH, door="me"),
    gate(DOOR + "begin/", entering.begin, name="begin", may=anyone, methods=BOTH, door="me"),
    gate(DOOR + "leave/", entering.leave, name="leave", may=anyone, methods=BOTH, door="me"),
    gate(DOOR + "here/", entering.here, name="here", may=by_own_door, door="me"),
    gate(DOOR, own.own, name="own", may=by_own_door, door="me"),
    gate(DOOR + "words/", own.words, name="words", may=by_own_door, methods=BOTH, door="me"),
    gate(DOOR + "code/", own.code, name="code", may=by_own_door, methods=BOTH, door="me"),
    gate(DOOR + "out/", own.out, name="out", may=by_own_door, methods=("POST",), door="me"),
    gate(DESK, desk.slips, name="slips", may=policy.may_hand_out_slips),
    gate(DESK + "class/<uuid:school_class>/", desk.slips_of_class, name="slips-of", may=policy.may_hand_out_slips),
    gate(DESK + "rules/", desk.rules, name="rules", may=policy.may_set_door_rules, methods=BOTH),
    gate(DESK + "code/<uuid:client>/", desk.give_code, name="give-code", may=policy.may_give_codes, methods=BOTH),
]
