"""Making dossiers and team keys: a pair, sealed at once to those who are to open it, and always to the envelope."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Grant, Problem
from xinqiao.core.vault import people
from xinqiao.core.vault.grants import Holder, Opens, give
from xinqiao.core.vault.models import Dossier, PersonKey, RecoveryKey, TeamKey
from xinqiao.core.vault.pinning import mac_of, pin


class NoRecoveryKey(Problem):
    """Nothing is sealed before there is an envelope by which it can be recovered."""

    def __init__(self) -> None:
        super().__init__(str(_("还没有恢复钥匙。请先完成设置，打印信封里的那一页，再写任何内容。")))


@transaction.atomic
def make_dossier(*, grant: Grant, kind: str, to: Sequence[PersonKey | TeamKey], clause: str, at: datetime) -> Dossier:
    """Make a dossier that these can open. It needs no unlocked key. Raises `NoRecoveryKey`, `KeySwapped`."""
    pair = people.new_pair()
    dossier = Dossier(id=uuid4(), kind=kind, public=pair.public, made_at=at)
    _keep(grant, dossier, pair.private, to, clause, at)
    return dossier


@transaction.atomic
def make_team_key(*, grant: Grant, name: str, to: Sequence[PersonKey], clause: str, at: datetime) -> TeamKey:
    """Make the key of a team, such as `duty_desk`, for its members. Raises `NoRecoveryKey`, `KeySwapped`."""
    pair = people.new_pair()
    team = TeamKey(id=uuid4(), name=name, public=pair.public, made_at=at)
    _keep(grant, team, pair.private, to, clause, at)
    return team


def team_key(name: str) -> TeamKey:
    """The key of a team that counts. Raises `TeamKey.DoesNotExist`."""
    return TeamKey.objects.get(name=name, ended_at=None)


def recovery_key() -> RecoveryKey:
    """The envelope's key that counts. Raises `NoRecoveryKey`."""
    key = RecoveryKey.objects.filter(ended_at=None).first()
    if key is None:
        raise NoRecoveryKey
    return key


def _keep(grant: Grant, made: Opens, private: bytes, to: Sequence[Holder], clause: str, at: datetime) -> None:
    envelope = recovery_key()
    made.mac = mac_of(made)
    made.save(force_insert=True)
    pin(made, grant, at=at)
    for holder in [envelope, *to]:
        give(grant=grant, opens=made, private=private, to=holder, clause=clause, at=at)
