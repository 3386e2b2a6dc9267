"""A lost passphrase loses no case: the envelope gives its key back, to its counsellor alone."""

from hashlib import sha256

from tests.cast import NOW, Cast, key_grant
from xinqiao.core.vault.person_keys import end_person_key, keyring_under, make_person_key
from xinqiao.core.vault.recovery import recover
from xinqiao.practice.cases import selectors, services
from xinqiao.practice.cases.models import Kind

from .builders import CONTENT, LATER, MUCH_LATER, filed, open_case, ready, save, start


def test_what_may_be_given_back_are_the_own_cases_and_notes(cast: Cast) -> None:
    ready(cast, "shen", "lu")
    case = open_case(cast)
    open_case(cast, "lu", "batel")
    start(cast, case, Kind.NOTE)
    case.refresh_from_db()

    mine = selectors.dossiers_of(cast.staff["shen"].pk, NOW)

    assert mine == {case.dossier_id, case.notes_dossier_id}
    assert selectors.dossiers_of(cast.staff["xu"].pk, NOW) == set()


def test_after_a_lost_passphrase_records_and_drafts_open_again(cast: Cast) -> None:
    ready(cast)
    case = open_case(cast)
    record, half = filed(cast, case), start(cast, case)
    save(cast, half, {"said": "说到一半"})
    grant, owner, new = key_grant(cast.actor("shen")), cast.staff["shen"].pk, sha256(b"another").digest()
    end_person_key(grant=grant, owner=owner, at=LATER)
    key = make_person_key(grant=grant, owner=owner, sealing_key=new, at=LATER)

    recover(
        grant=key_grant(cast.actor("xu")),
        words=cast.envelope().words,
        to=key,
        opens=list(selectors.dossiers_of(owner, LATER)),
        clause="CNF-01",
        at=LATER,
    )

    keyring = keyring_under(key, new)
    paper = services.open_paper(actor=cast.actor("shen"), keyring=keyring, record_id=record.pk, at=MUCH_LATER)
    draft = services.open_draft(actor=cast.actor("shen"), keyring=keyring, record_id=half.pk, at=MUCH_LATER)
    assert paper.shown is not None
    assert paper.shown.fields == CONTENT[Kind.SESSION]
    assert draft.fields == {"said": "说到一半"}
