"""Scans of signed consents, sealed to the dossier of the case in which they are needed."""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, require
from xinqiao.core.vault.files import OpenedFile
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.models import SealedFile
from xinqiao.practice.cases import policy, selectors
from xinqiao.practice.cases.states import WrongState
from xinqiao.register.consents.services import attach_scan, open_scan

from .standing import check_has_signed
from .taking import take_case


@transaction.atomic
def keep_scan(*, actor: Actor, case: UUID, consent: UUID, name: str, stream: IO[bytes], at: datetime) -> SealedFile:
    """Put the scan of a form the client has signed to the case; no vault need be open.

    Raises `Missing` for a stranger and for a form of somebody else, `WrongState`
    for a closed case, `NotAdmitted`, and `Problem` for a second scan.
    """
    taken = take_case(case)
    require(actor, policy.may_attach, taken)
    selectors.signed_paper(taken, consent)
    if not taken.is_open:
        raise WrongState(_("这个个案已经结案，不能再加扫描件。"))
    return attach_scan(actor=actor, consent=consent, dossier=taken.dossier_id, name=name, stream=stream, at=at)


def open_case_scan(*, actor: Actor, keyring: Keyring, case: UUID, consent: UUID, at: datetime) -> OpenedFile:
    """Look at a scan; the reading is on record before. Raises `Missing`, `NotSigned`, `NoKeyGrant`, `FileBroken`."""
    found = selectors.case_for(actor, case)
    require(actor, policy.may_see_case, found)
    selectors.signed_paper(found, consent)
    check_has_signed(actor, at)
    return open_scan(actor=actor, keyring=keyring, consent=consent, at=at)
