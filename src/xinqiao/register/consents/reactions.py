"""What the register asks: whom not to call for a child's sake."""

from uuid import UUID

from xinqiao.register.consents.selectors import circumstances_of
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import client_number, closed_routes


def guardians_barred(student: UUID) -> frozenset[UUID]:
    """Guardians who may be the danger: no page shows their number."""
    number = client_number(ClientKind.STUDENT, student)
    return circumstances_of(number).barred if number else frozenset()


closed_routes.add(guardians_barred)
