"""Whatever becomes of a consent is known here at once."""

from datetime import datetime
from uuid import UUID

from xinqiao.core.access import Grant
from xinqiao.office.disclosures.services import consents_changed
from xinqiao.register.consents.services import on_change


def _changed(grant: Grant, client: UUID, at: datetime) -> None:
    consents_changed(grant=grant, client=client, at=at)


on_change.add(_changed)
