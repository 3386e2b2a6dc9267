"""Who may do what with the register: one row per person, one column per rule."""

import pytest

from tests.cast import Cast
from xinqiao.core.access import ANYONE, PROGRAM, Actor
from xinqiao.register.people import policy
from xinqiao.register.people.models import Student

RULES = (
    policy.may_look_people_up,
    policy.may_receive_people,
    policy.may_import_roster,
    policy.may_restrict_contact,
    policy.may_run_school,
    policy.may_set_up,
)
PEOPLE = ("shen", "xu", "he", "bai", "qin", "tang", "ma")


def actor_named(cast: Cast, name: str) -> Actor:
    return {"nobody": ANYONE, "program": PROGRAM}.get(name) or cast.actor(name)


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        #           looks  receives imports restricts runs   sets up
        ("shen",    (True, True,    True,   True,     False, False)),
        ("xu",      (True, False,   True,   True,     True,  False)),
        ("he",      (False, False,  False,  False,    False, False)),
        ("bai",     (False, False,  False,  False,    False, False)),
        ("qin",     (True, False,   False,  False,    False, False)),
        ("tang",    (False, False,  False,  False,    False, False)),
        ("ma",      (False, False,  False,  False,    False, False)),
        ("nobody",  (False, False,  False,  False,    False, False)),
        ("program", (False, False,  True,   False,    True,  True)),
    ],
)  # fmt: skip
def test_who_may(cast: Cast, name: str, answers: tuple[bool, ...]) -> None:
    actor = actor_named(cast, name)

    assert tuple(rule(actor) for rule in RULES) == answers


@pytest.mark.parametrize("name", [*PEOPLE, "nobody", "program"])
def test_the_filter_agrees_with_the_rule(cast: Cast, name: str) -> None:
    actor = actor_named(cast, name)

    shown = set(Student.objects.filter(policy.visible_students(actor)))

    assert shown == {student for student in Student.objects.all() if policy.may_see_student(actor, student)}


def test_a_class_teacher_sees_the_own_class_and_no_other(cast: Cast) -> None:
    seen = {key for key, student in cast.students.items() if policy.may_see_student(cast.actor("qin"), student)}

    assert seen == {"lin", "rare"}


def test_a_student_without_a_class_is_nobodys_own_class(cast: Cast) -> None:
    cast.students["lin"].school_class = None

    assert not policy.may_see_student(cast.actor("qin"), cast.students["lin"])
