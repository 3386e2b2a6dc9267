"""How a guardian wants to be reached, as they say themselves at the own door."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from xinqiao.core.vault.fields import HouseSealedJSON
from xinqiao.register.people.models.clients import Client


class Reach(models.TextChoices):
    """By which way. Values are stored."""

    CALL = "call", _("打电话")
    TEXT = "text", _("先发短信，我再打回来")
    MEET = "meet", _("约我到学校来谈")


class Hour(models.TextChoices):
    """When it suits. Values are stored."""

    MORNING = "morning", _("上午")
    NOON = "noon", _("中午")
    AFTERNOON = "afternoon", _("下午")
    EVENING = "evening", _("晚上七点以后")
    WEEKEND = "weekend", _("周末")


class ContactWish(models.Model):
    """What a guardian said of being reached: `how`, `when`, `number` and `words`, in one sealed piece.

    It stands under the client number and names no guardian: who said it was at the
    own door, and no row of the register is written together with what is done there.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    client = models.OneToOneField(Client, models.PROTECT, related_name="+")
    said = HouseSealedJSON(kind="people.contact_wish")

    class Privacy:
        sealed = {"said"}
        plain = {"id", "client"}

    class Weight:
        name = "people.contact_wish"
        version = 1
        fields = ("client_id", "said")

    def __str__(self) -> str:
        return str(self.id)
