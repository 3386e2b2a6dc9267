"""Whoever lacks a paper gets no case, and whoever has not signed opens no record."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Problem
from xinqiao.core.clock import local
from xinqiao.register.credentials.selectors import Lack, Need, has_signed, may_counsel


class NotInOrder(Problem):
    """Qualifications or the agreement are not in order; `lacks` say what, and what to do about it."""

    way = "credentials:list"

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        said = " ".join(f"{one.says}{one.to_do}" for one in lacks)
        super().__init__(_("资质或保密协议还不齐，不能接个案。%(what)s") % {"what": said})
        self.lacks = lacks


class NotSigned(Problem):
    """Until the confidentiality agreement is signed, and after it lapses, no confidential record opens."""

    way = "credentials:list"

    def __init__(self, lacks: tuple[Lack, ...]) -> None:
        said = " ".join(f"{one.says}{one.to_do}" for one in lacks)
        super().__init__(_("保密协议没有生效，记录打不开。%(what)s登记好就能打开，什么都没有丢。") % {"what": said})
        self.lacks = lacks


def check_may_counsel(staff: UUID, at: datetime) -> None:
    """Before a case is given to somebody. Raises `NotInOrder`."""
    standing = may_counsel(staff, local(at).date())
    if not standing.ok:
        raise NotInOrder(standing.missing)


def check_has_signed(actor: Actor, at: datetime) -> None:
    """Before a confidential record opens. Raises `NotSigned`."""
    assert actor.pk is not None  # whoever may see a case is a person
    on = local(at).date()
    if not has_signed(actor.pk, on):
        missing = may_counsel(actor.pk, on).missing
        raise NotSigned(tuple(one for one in missing if one.need is Need.AGREEMENT))
