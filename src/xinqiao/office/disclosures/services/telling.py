"""A client is told that something waits, in a sentence that tells nobody else anything.

A guardian is not: the message would stand under their number, in one transaction with a
copy about the child, and a stolen database would join the two. They find it at their door.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy

from xinqiao.core.access import Grant
from xinqiao.office.disclosures.models import Disclosure
from xinqiao.office.disclosures.rules import To
from xinqiao.office.messages.services import MessageKind, register_kind, tell

SOMETHING_NEW = register_kind(
    MessageKind(key="disclosures.new", words=gettext_lazy("有一份新的给你看。"), leads_to="given:list")
)


def tell_client(*, grant: Grant, given: Disclosure, at: datetime) -> None:
    """Part of giving."""
    if given.to is To.CLIENT:
        tell(grant=grant, client=given.client_id, kind=SOMETHING_NEW.key, at=at, once=given.pk)
