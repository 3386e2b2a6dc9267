"""One consent that was given on the screen, with what was read and the signature, for paper."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from xinqiao.core.access import Actor
from xinqiao.register.consents import policy, rules
from xinqiao.register.consents.models import Consent
from xinqiao.register.consents.rules import Giver, Purpose, Question, Reader, Signature

from .stands import Loaded


@dataclass(frozen=True)
class SignedOnScreen:
    """`question` is the very wording that was read; None where this version of the program has it no more."""

    row: Consent
    name: str
    detail: str
    who: str
    note: str
    question: Question | None
    digest: str
    signature: Signature


def signed_on_screen(row: Consent, loaded: Loaded, actor: Actor) -> SignedOnScreen:
    """It opens the sealed column, so the reading is on record before."""
    detail = row.detail or {}
    known = policy.may_know_whom(actor, loaded.client, loaded.whose)
    reader, digest = Reader(row.form_version.partition(".")[0]), str(detail.get("digest", ""))
    wordings = (rules.question_for(reader, Purpose(row.purpose), language) for language in rules.LANGUAGES)
    named = [str(detail[key]) for key in ("name", "relation") if detail.get(key)]
    return SignedOnScreen(
        row,
        loaded.person.name if known else "",
        loaded.person.detail if known else "",
        _("，").join([str(Giver(row.given_by).label), *named]),
        str(detail.get("note", "")),
        next((one for one in wordings if one.digest == digest), None),
        digest,
        Signature.from_kept(detail["signature"]),
    )
