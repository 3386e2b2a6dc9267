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
class HelpConfirmed(Event):
    """Somebody said of a case in danger what is done; each promise that ended by it has its own line."""

    kind = "cases.help_confirmed"


@dataclass(frozen=True, kw_only=True)
class RecordStarted(Event):
    """A record is to be written, by somebody and until a time."""

    kind = "cases.record_started"
    case: UUID
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class RecordTimed(Event):
    """When the talk ended became known after its record was begun."""

    kind = "cases.record_timed"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class NotesBegun(Event):
    """A case got a dossier of its own for private notes; `subject` is the case."""

    kind = "cases.notes_begun"


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """What was half written was sealed and kept; `digest` is the check value of the sealed bytes."""

    kind = "cases.draft_saved"
    revision: int
    digest: int | None = None


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


@dataclass(frozen=True, kw_only=True)
class GivenListed(Event):
    """What was given out of a case was looked up, with its words."""

    kind = "cases.given_listed"


@dataclass(frozen=True, kw_only=True)
class FileAttached(Event):
    """A letter, drawing, scan or recording was put to a case."""

    kind = "cases.file_attached"
    case: UUID
    recording: bool = False


@dataclass(frozen=True, kw_only=True)
class FileRead(Event):
    """A file of a case was opened."""

    kind = "cases.file_read"
    case: UUID


@dataclass(frozen=True, kw_only=True)
class PrintAsked(Event):
    """A counsellor asked to print: of one case, or of all the own ones."""

    kind = "cases.print_asked"
    case: UUID | None = None
    copies: int


@dataclass(frozen=True, kw_only=True)
class PrintGranted(Event):
    """A wish to print was granted, for so many copies."""

    kind = "cases.print_granted"
    case: UUID | None = None
    copies: int


@dataclass(frozen=True, kw_only=True)
class PrintRefused(Event):
    """A wish to print was refused."""

    kind = "cases.print_refused"
    case: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PrintEnded(Event):
    """Nothing more is printed under an approval."""

    kind = "cases.print_ended"
    case: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class RecordPrinted(Event):
    """A filed record was opened to be printed."""

    kind = "cases.record_printed"
    case: UUID
    approval: UUID
    copies: int


@dataclass(frozen=True, kw_only=True)
class CasePrinted(Event):
    """Several records of a case were opened to be printed."""

    kind = "cases.case_printed"
    approval: UUID
    papers: int
    copies: int
    run: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CopiesCounted(Event):
    """Copies were counted down from an approval."""

    kind = "cases.copies_counted"
    copies: int
    left: int
    run: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PrintRunStarted(Event):
    """Many records are printed in steps, which are one act."""

    kind = "cases.print_run_started"
    approval: UUID
    papers: int


@dataclass(frozen=True, kw_only=True)
class ConsentPrinted(Event):
    """A form of consent was printed with the client's name, to be signed."""

    kind = "cases.consent_printed"
