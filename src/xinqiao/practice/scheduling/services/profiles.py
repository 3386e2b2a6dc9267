"""How a counsellor is shown at the own door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.core.vault.media import MIB, admit
from xinqiao.practice.scheduling import policy
from xinqiao.practice.scheduling.events import ProfileKept
from xinqiao.practice.scheduling.models import CounsellorProfile
from xinqiao.practice.scheduling.models.profiles import MOST_LINES
from xinqiao.register.people.models import Staff

LARGEST_PICTURE = 2 * MIB


@dataclass(frozen=True)
class Picture:
    """A picture as it came in."""

    stream: IO[bytes]
    name: str
    size: int


@transaction.atomic
def keep_profile(
    *,
    actor: Actor,
    called: str,
    lines: Sequence[str],
    at: datetime,
    picture: Picture | None = None,
    drop_picture: bool = False,
) -> CounsellorProfile:
    """Say how pupils see and call oneself. A picture's pixels are written anew: no place, no camera, no name goes with it.

    Raises `NotAdmitted`, and `Problem` for what is no picture or too large.
    """
    assert actor.pk is not None  # counsellors are people
    staff = take(Staff, actor.pk, lock=False)
    grant = require(actor, policy.may_show_oneself)
    kept = [line.strip() for line in lines if line.strip()][:MOST_LINES]
    profile, _made = CounsellorProfile.objects.select_for_update(of=("self",)).get_or_create(staff=staff)
    profile.called, profile.lines = called.strip(), kept
    if picture is not None:
        profile.picture, profile.media = _pixels(picture)
    elif drop_picture:
        profile.picture, profile.media = None, ""
    profile.save()
    record(ProfileKept(subject=profile.pk), grant, rows=[profile], at=at)
    return profile


def _pixels(picture: Picture) -> tuple[bytes, str]:
    if picture.size > LARGEST_PICTURE:
        raise Problem(_("照片请在 2 MB 以内，可以先裁小一些。"), status=422)
    admitted = admit(picture.stream, picture.name)
    if not admitted.media.is_picture:
        raise Problem(_("请选一张照片：JPEG、PNG 或 WebP。"), status=422)
    if admitted.size > LARGEST_PICTURE:
        raise Problem(_("照片请在 2 MB 以内，可以先裁小一些。"), status=422)
    return admitted.stream.read(), admitted.media.value
