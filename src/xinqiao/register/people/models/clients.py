"""Client numbers. Everything in the work names the number; only a sealed link joins it to a person.

Numbers are made ahead, in shuffled batches, so that neither the order of rows
nor the transaction that wrote them tells whose number it is. Design section 4.
"""

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault import house
from xinqiao.core.vault.fields import HouseSealedJSON, HouseSealedText


class ClientKind(models.TextChoices):
    """Who may be received (OPN-06)."""

    STUDENT = "student", _("学生")
    GUARDIAN = "guardian", _("家长")
    STAFF = "staff", _("教职工")
    OUTSIDER = "outsider", _("校外人员")


class Client(models.Model):
    """A client number, and nothing else."""

    number = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Privacy:
        plain = {"number"}

    def __str__(self) -> str:
        return str(self.number)


class ClientLink(models.Model):
    """The only link between a number and a person: two blind indexes and a sealed pair."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_index = models.BinaryField(max_length=32, unique=True)
    number_index = models.BinaryField(max_length=32, unique=True)
    pair = HouseSealedJSON(kind="people.client_link")

    class Privacy:
        sealed = {"person_index", "number_index", "pair"}
        plain = {"id"}

    def __str__(self) -> str:
        return str(self.id)


class Outsider(models.Model):
    """Somebody from outside the roster who came; an alias will do, and even that is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = HouseSealedText(kind="people.outsider.name")
    phones = HouseSealedJSON(kind="people.outsider.phones", null=True)

    class Privacy:
        sealed = {"name", "phones"}
        plain = {"id"}

    def __str__(self) -> str:
        return str(self.id)


def person_index(kind: str, person: UUID) -> bytes:
    """The blind index of a person."""
    return house.blind_index("people.client_link.person", f"{kind}:{person}")


def number_index(number: UUID) -> bytes:
    """The blind index of a client number."""
    return house.blind_index("people.client_link.number", str(number))
