"""What happens in cases. Ids only: `about` is a client number, never a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xinqiao.core.ledger import Event


@dataclass(frozen=True, kw_only=True)
class CaseRulesSet(Event):
    """Within how long a record is written, and what else the school has set."""

    kind = "cases.rules_set"


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A relationship began: one counsellor, one client."""

    kind = "cases.case_opened"
    counsellor: UUID
    previous: UUID | None = None
    in_danger: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseStageReached(Event):
    """A case came a stage further."""

    kind = "cases.stage_reached"


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The relationship ended, its effect was summed up, and private notes were destroyed."""

    kind = "cases.case_closed"
    notes_destroyed: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordStarted(Event):
    """A record is to be written, by somebody and until a time."""

    kind = "cases.record_started"
    case: UUID
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """What was half written was sealed and kept."""

    kind = "cases.draft_saved"
    revision: int


@dataclass(frozen=True, kw_only=True)
class RecordFiled(Event):
    """A record was signed and is not altered any more."""

    kind = "cases.record_filed"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class RecordDropped(Event):
    """There is nothing to write: a reason was given."""

    kind = "cases.record_dropped"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class CaseRead(Event):
    """A case's page was opened with its records."""

    kind = "cases.case_read"


@dataclass(frozen=True, kw_only=True)
class CaseListed(Event):
    """One's own cases were listed with their clients' names."""

    kind = "cases.listed"


@dataclass(frozen=True, kw_only=True)
class RecordRead(Event):
    """A filed record was opened."""

    kind = "cases.record_read"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class DraftRead(Event):
    """A writer went on with what was half written."""

    kind = "cases.draft_read"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class CasesSearched(Event):
    """A counsellor looked for words in the own records. What was looked for is written down nowhere."""

    kind = "cases.searched"


@dataclass(frozen=True, kw_only=True)
class ReadersShown(Event):
    """Who read and wrote a case was looked up."""

    kind = "cases.readers_shown"
