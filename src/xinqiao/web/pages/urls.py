"""Pages over several areas, and what a browser asks for itself."""

from xinqiao.core.access.gate import anyone, by_own_door, gate, signed_in
from xinqiao.register.consents.policy import may_keep_consents
from xinqiao.register.personal.policy import may_hand_out_slips
from xinqiao.web.pages import browser, consents, me, slips, today

POST = ("POST",)

app_name = "pages"
urlpatterns = [
    gate("", today.door, name="door", may=signed_in),
    gate("me/", me.home, name="me", may=by_own_door, door="me"),
    gate("me/mine/", me.mine, name="mine", may=by_own_door, door="me"),
    gate("me/room/", me.room, name="room", may=anyone, door="me"),
    gate(
        "desk/slips/of/<uuid:school_class>/",
        slips.print_class,
        name="print-slips",
        may=may_hand_out_slips,
        methods=POST,
    ),
    gate(
        "desk/slips/for/<slug:kind>/<uuid:person>/",
        slips.print_one,
        name="print-slip",
        may=may_hand_out_slips,
        methods=POST,
    ),
    gate(
        "desk/signed/<uuid:consent>/print/",
        consents.print_signed,
        name="print-signed",
        may=may_keep_consents,
        methods=POST,
    ),
    gate("desk/", today.today, name="today", may=signed_in),
    gate("keys/", browser.keys, name="keys", may=signed_in, methods=("POST",)),
    gate("keep/", browser.keep, name="keep", may=signed_in, methods=("POST",)),
    gate(
        "language/",
        browser.language,
        name="language",
        may=anyone,
        methods=("POST",),
        locked_too=True,
        before_second_step=True,
    ),
]
