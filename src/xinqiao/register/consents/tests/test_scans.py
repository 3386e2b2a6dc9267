"""The scan of a signed form: sealed to the case's dossier, opened with its key, and found where it was changed."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from tests.cast import NOW, Cast
from xinqiao.core.access import Denied, Missing, Problem, require
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.admitting import NotAdmitted
from xinqiao.core.vault.dossiers import make_dossier
from xinqiao.core.vault.grants import NoKeyGrant
from xinqiao.core.vault.models import Dossier, PersonKey
from xinqiao.register.consents import policy, selectors
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.services import attach_scan, open_scan, strike_consent

from .builders import said, signed


def picture() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    made.seek(0)
    return made


def dossier_of(cast: Cast, name: str) -> Dossier:
    """A case's dossier whose key this person has."""
    cast.keyring(name)
    grant = require(cast.actor(name), policy.may_keep_consents)
    key = PersonKey.objects.get(owner=cast.staff[name].pk)
    return make_dossier(grant=grant, kind="consents.test", to=[key], clause="CNS-01", at=NOW)


def attach(cast: Cast, consent: Consent, dossier: Dossier, **more: object) -> object:
    values = {"actor": cast.actor("shen"), "name": "同意书.png", "stream": picture(), "at": NOW} | more
    return attach_scan(consent=consent.pk, dossier=dossier.pk, **values)  # type: ignore[arg-type]


@pytest.mark.clause("CNS-01")
def test_a_scan_is_kept_under_the_key_of_the_case_and_opened_with_it(cast: Cast) -> None:
    given, dossier = signed(cast, "lin"), dossier_of(cast, "shen")

    attach(cast, given, dossier)

    opened = open_scan(actor=cast.actor("shen"), keyring=cast.keyring("shen"), consent=given.pk, at=NOW)
    assert opened.header.media == "image/png"
    assert b"".join(opened.parts).startswith(b"\x89PNG")
    assert selectors.scan_of(uuid4()) is None
    assert Entry.objects.filter(kind="consents.scan_opened", about=cast.number("lin")).exists()


def test_who_has_no_key_of_the_case_opens_nothing(cast: Cast) -> None:
    given = signed(cast, "lin")
    attach(cast, given, dossier_of(cast, "shen"))

    with pytest.raises(NoKeyGrant):
        open_scan(actor=cast.actor("lu"), keyring=cast.keyring("lu"), consent=given.pk, at=NOW)
    with pytest.raises(Denied):
        open_scan(actor=cast.actor("xu"), keyring=cast.keyring("xu"), consent=given.pk, at=NOW)


def test_there_is_one_scan_of_one_signed_form(cast: Cast) -> None:
    given, dossier = signed(cast, "lin"), dossier_of(cast, "shen")
    attach(cast, given, dossier)

    with pytest.raises(Problem, match="已经有"):
        attach(cast, given, dossier)
    with pytest.raises(Problem, match="没有可以扫描"):
        attach(cast, said(cast, "lin"), dossier)
    wrong = signed(cast, "ayi")
    strike_consent(actor=cast.actor("shen"), consent=wrong.pk, reason="错了", at=NOW)
    with pytest.raises(Problem, match="没有可以扫描"):
        attach(cast, wrong, dossier)


def test_what_is_no_scan_is_not_taken(cast: Cast) -> None:
    given, dossier = signed(cast, "lin"), dossier_of(cast, "shen")

    with pytest.raises(Problem, match="图片或 PDF"):
        attach(cast, given, dossier, name="a.txt", stream=BytesIO("同意。".encode()))
    with pytest.raises(NotAdmitted):
        attach(cast, given, dossier, name="a.png", stream=BytesIO(b"<svg onload=alert(1)>"))
    with pytest.raises(Denied):
        attach(cast, given, dossier, actor=cast.actor("xu"))
    with pytest.raises(Missing):
        open_scan(actor=cast.actor("shen"), keyring=cast.keyring("shen"), consent=given.pk, at=NOW)
