"""Addresses of the register."""

from xinqiao.core.access.gate import gate
from xinqiao.register.people import contact_views, policy, roster_views, views

app_name = "people"
urlpatterns = [
    gate("", views.roster, name="list", may=policy.may_look_people_up),
    gate("class/<uuid:school_class>/", views.roster, name="class", may=policy.may_look_people_up),
    gate("find/", views.find, name="find", may=policy.may_look_people_up, methods=["POST"]),
    gate("search/", views.search, name="search", may=policy.may_look_people_up, methods=["POST"]),
    gate("student/<uuid:pk>/", views.student, name="student", may=policy.may_look_people_up),
    gate(
        "student/<uuid:pk>/guardian/<uuid:guardian>/",
        views.contact,
        name="contact",
        may=policy.may_restrict_contact,
        methods=["GET", "POST"],
    ),
    gate("import/", roster_views.choose, name="import", may=policy.may_import_roster, methods=["GET", "POST"]),
    gate(
        "import/<uuid:pk>/",
        roster_views.preview,
        name="import-preview",
        may=policy.may_import_roster,
        methods=["GET", "POST"],
    ),
    gate(
        "import/<uuid:pk>/drop/", roster_views.drop, name="import-drop", may=policy.may_import_roster, methods=["POST"]
    ),
    gate("imported/<uuid:pk>/", roster_views.done, name="import-done", may=policy.may_import_roster),
    gate("staff/", views.staff, name="staff", may=policy.may_run_school),
    gate("staff/add/", views.add_staff, name="add-staff", may=policy.may_run_school, methods=["POST"]),
    gate("staff/post/", views.give_post, name="give-post", may=policy.may_run_school, methods=["GET", "POST"]),
    gate(
        "staff/<uuid:staff>/post/",
        views.give_post,
        name="give-post-to",
        may=policy.may_run_school,
        methods=["GET", "POST"],
    ),
    gate("post/<uuid:pk>/end/", views.end_post, name="end-post", may=policy.may_run_school, methods=["GET", "POST"]),
    gate("calendar/", views.calendar, name="calendar", may=policy.may_run_school),
    gate("calendar/day/", views.set_day, name="set-day", may=policy.may_run_school, methods=["POST"]),
    gate("calendar/year/", views.add_year, name="add-year", may=policy.may_run_school, methods=["POST"]),
]

# The own door of guardians: mounted as `contact`.
own = [
    gate("", contact_views.wish, name="wish", may=policy.may_say_how_to_reach, methods=["GET", "POST"], door="me"),
]
