"""Addresses of the book. A client number may stand in one; a name never does."""

from xinqiao.core.access.gate import anyone, by_own_door, gate
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.views import appointments, days, line, own_line, plans, printing, reception
from xinqiao.practice.scheduling.views import feeds as feed_views
from xinqiao.practice.scheduling.views import own as own_views

app_name = "scheduling"
BOOK, PLANS, RUN = policy.may_work_the_book, policy.may_see_plans, policy.may_run_the_room
PAGE, FORM, ACT = ("GET",), ("GET", "POST"), ("POST",)

urlpatterns = [
    gate("day/", days.day, name="day", may=BOOK, methods=PAGE),
    gate("day/<str:day>/", days.day, name="day-of", may=BOOK, methods=PAGE),
    gate("week/", days.week, name="week", may=BOOK, methods=PAGE),
    gate("week/<str:day>/", days.week, name="week-of", may=BOOK, methods=PAGE),
    gate("walk-in/", reception.walk_in, name="walk-in", may=BOOK, methods=FORM),
    gate("walk-in/outsider/", reception.outsider, name="outsider", may=BOOK, methods=FORM),
    gate("waiting/", reception.waiting, name="waiting", may=BOOK, methods=PAGE),
    gate("visit/<uuid:pk>/", reception.visit, name="visit", may=BOOK, methods=PAGE),
    gate("visit/<uuid:pk>/close/", reception.close_visit, name="close-visit", may=BOOK, methods=FORM),
    gate("visit/<uuid:pk>/in/", reception.call_in, name="call-in", may=BOOK, methods=ACT),
    gate("visit/<uuid:pk>/strike/", reception.strike_visit, name="strike-visit", may=BOOK, methods=FORM),
    gate("register/", reception.register, name="register", may=BOOK, methods=PAGE),
    gate("register/print/", printing.register, name="register-print", may=BOOK, methods=FORM),
    gate("register/<str:day>/", reception.register, name="register-of", may=BOOK, methods=PAGE),
    gate("book/", appointments.book, name="book", may=BOOK, methods=FORM),
    gate("appointments/print/", printing.appointments, name="appointments-print", may=BOOK, methods=FORM),
    gate("appointment/<uuid:pk>/", appointments.appointment, name="appointment", may=BOOK, methods=PAGE),
    gate("appointment/<uuid:pk>/move/", appointments.move, name="move", may=BOOK, methods=FORM),
    gate("appointment/<uuid:pk>/cancel/", appointments.cancel, name="cancel", may=BOOK, methods=FORM),
    gate("appointment/<uuid:pk>/no-show/", appointments.no_show, name="no-show", may=BOOK, methods=ACT),
    gate("appointment/<uuid:pk>/arrive/", reception.arrive, name="arrive", may=BOOK, methods=ACT),
    gate("line/", line.line, name="line", may=BOOK, methods=PAGE),
    gate("line/<uuid:pk>/offer/", line.offer, name="offer", may=BOOK, methods=FORM),
    gate("line/<uuid:pk>/strike/", line.strike, name="strike-wish", may=BOOK, methods=ACT),
    gate("line/asked/<uuid:pk>/", line.answer, name="answer-request", may=BOOK, methods=ACT),
    gate("shown/", line.profile, name="profile", may=policy.may_show_oneself, methods=FORM),
    gate("shown/<uuid:staff>/picture/", line.picture, name="picture", may=PLANS, methods=PAGE),
    gate("feeds/", feed_views.at_desk, name="feeds", may=BOOK, methods=FORM),
    gate("feeds/<uuid:pk>/revoke/", feed_views.revoke_at_desk, name="revoke-feed", may=BOOK, methods=ACT),
    gate("hours/", plans.hours, name="hours", may=PLANS, methods=PAGE),
    gate("hours/set/", plans.set_hours, name="set-hours", may=RUN, methods=FORM),
    gate("hours/print/", printing.hours, name="hours-print", may=PLANS, methods=FORM),
    gate("hours/rules/", plans.service_rules, name="service-rules", may=RUN, methods=FORM),
    gate("duty/", plans.duty, name="duty", may=RUN, methods=FORM),
    gate("duty/print/", printing.duty, name="duty-print", may=PLANS, methods=FORM),
    gate("duty/<uuid:pk>/remove/", plans.remove_duty, name="remove-duty", may=RUN, methods=FORM),
    gate("duty/<uuid:pk>/stand-in/", plans.stand_in, name="stand-in", may=RUN, methods=FORM),
    gate("rooms/", plans.rooms, name="rooms", may=RUN, methods=FORM),
    gate("rooms/<uuid:pk>/retire/", plans.retire_room, name="retire-room", may=RUN, methods=ACT),
]

# The own door: mounted as `times`. No address names anybody but by a key that tells nothing.
CHILD = policy.may_ask_for_a_child
own = [
    gate("", own_views.book, name="book", may=by_own_door, methods=FORM, door="me"),
    gate("mine/", own_views.mine, name="mine", may=by_own_door, methods=PAGE, door="me"),
    gate("people/", own_views.people, name="people", may=by_own_door, methods=PAGE, door="me"),
    gate("people/<uuid:staff>/", own_views.picture, name="picture", may=by_own_door, methods=PAGE, door="me"),
    gate("wait/", own_line.wait, name="wait", may=by_own_door, methods=FORM, door="me"),
    gate("wait/<uuid:wish>/leave/", own_line.leave, name="leave-line", may=by_own_door, methods=ACT, door="me"),
    gate("child/", own_line.child, name="child", may=CHILD, methods=FORM, door="me"),
    gate("child/<uuid:asked>/withdraw/", own_line.withdraw, name="withdraw", may=CHILD, methods=ACT, door="me"),
    gate("<uuid:pk>/", own_views.booked, name="booked", may=by_own_door, methods=PAGE, door="me"),
    gate("<uuid:pk>/move/", own_views.move, name="move", may=by_own_door, methods=FORM, door="me"),
    gate("<uuid:pk>/cancel/", own_views.cancel, name="cancel", may=by_own_door, methods=FORM, door="me"),
    gate("<uuid:pk>/answer/", own_line.answer, name="answer", may=by_own_door, methods=ACT, door="me"),
]

# Calendar addresses: mounted as `feeds`. Whoever has the long random word in one reads that calendar, as programs must.
feeds = [
    gate("calendar/<str:token>.ics", feed_views.feed, name="feed", may=anyone, door="me", unattended=True),
    gate("me/feeds/", feed_views.mine, name="own", may=by_own_door, methods=FORM, door="me"),
    gate("me/feeds/<uuid:pk>/revoke/", feed_views.revoke, name="revoke", may=by_own_door, methods=ACT, door="me"),
]
