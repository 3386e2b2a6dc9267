"""What the addresses of the own door, and of the slips for it, may be asked for."""

from tests.cast import Cast


def personal_things(cast: Cast) -> dict[str, object]:
    """A class, a pupil, and a client of Shen's, who has a case."""
    return {
        "personal.school_class": cast.classes[11, 3].pk,
        "personal.client": cast.number("lin"),
        "pages:print-slips.school_class": cast.classes[11, 3].pk,
        "pages:print-slip.kind": "student",
        "pages:print-slip.person": cast.students["lin"].pk,
    }
