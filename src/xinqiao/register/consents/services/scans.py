"""The scan of a signed form: sealed to the dossier of the case it belongs to, never to one of its own.

Which dossier that is, the caller knows; whoever has its key opens the scan. The
vault ties the file to the consent, so that it cannot be laid beside another one.
"""

from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xinqiao.core.access import Actor, Missing, Problem, require, take
from xinqiao.core.ledger import record
from xinqiao.core.vault.files import OpenedFile, keep_file, open_file
from xinqiao.core.vault.keyring import Keyring
from xinqiao.core.vault.media import Media, admit
from xinqiao.core.vault.models import Dossier, SealedFile
from xinqiao.register.consents import policy, selectors
from xinqiao.register.consents.events import ScanKept, ScanOpened
from xinqiao.register.consents.models import Consent, EndedBecause
from xinqiao.register.consents.rules import Way
from xinqiao.register.people.models import Client

SCAN = selectors.SCAN


@transaction.atomic
def attach_scan(
    *, actor: Actor, consent: UUID, dossier: UUID, name: str, stream: IO[bytes], at: datetime
) -> SealedFile:
    """Keep the scan of a signed form, once; no unlocked key is needed. Raises `Refused`, `Problem`, `NotAdmitted`."""
    found = take(Consent, consent, lock=False)
    take(Client, found.client_id)
    taken = take(Consent, consent)
    grant = require(actor, policy.may_handle_scan, taken, selectors.load(taken.client_id).whose)
    sealed_to = take(Dossier, dossier, lock=False)
    if taken.way != Way.PAPER.value or taken.ended_because == EndedBecause.MISTAKE:
        raise Problem(_("这一条没有可以扫描的纸面。"))
    if selectors.scan_of(taken.pk) is not None:
        raise Problem(_("这份同意书已经有扫描件了，没有再存。"))
    admitted = admit(stream, name)
    if not (admitted.media.is_picture or admitted.media is Media.PDF):
        raise Problem(_("扫描件要是图片或 PDF。"), status=422)
    kept = keep_file(
        grant=grant,
        dossier=sealed_to,
        kind=SCAN,
        row=taken.pk,
        name=admitted.name,
        media=admitted.media.value,
        stream=admitted.stream,
        at=at,
    )
    record(ScanKept(subject=taken.pk, about=taken.client_id), grant, at=at)
    return kept


def open_scan(*, actor: Actor, keyring: Keyring, consent: UUID, at: datetime) -> OpenedFile:
    """Open the scan for whoever has the key of the case; the reading is on record before. Raises `Refused`."""
    taken = take(Consent, consent, lock=False)
    grant = require(actor, policy.may_handle_scan, taken, selectors.load(taken.client_id).whose)
    scan = selectors.scan_of(taken.pk)
    if scan is None:
        raise Missing("consents.scan", consent)
    reading = ScanOpened(subject=taken.pk, about=taken.client_id)
    return open_file(keyring=keyring, grant=grant, reading=reading, file=scan, at=at)
