"""Rooms."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from .codes import RoomFunction


class Room(models.Model):
    """A room that can be booked, by what it is made for; kept and marked when it no longer is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=40)
    function = models.CharField(max_length=12, choices=RoomFunction)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="room_name_once", fields=["name"], condition=Q(active=True)),
            models.CheckConstraint(name="room_function_known", condition=Q(function__in=RoomFunction.values)),
        ]

    class Privacy:
        plain = {"id", "name", "function", "active"}

    class Weight:
        name = "scheduling.room"
        version = 1
        fields = ("name", "function", "active")

    def __str__(self) -> str:
        return self.name
