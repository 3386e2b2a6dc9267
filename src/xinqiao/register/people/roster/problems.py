"""Why a file cannot be read at all; one reason, and what the sentence needs."""

from enum import StrEnum


class Why(StrEnum):
    """Reasons for which nothing of a file is taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    PACKED_TOO_TIGHTLY = "packed_too_tightly"
    ODD_ARCHIVE = "odd_archive"
    FOREIGN_ENTITIES = "foreign_entities"
    PASSWORD = "password"  # noqa: S105 - the name of a reason
    WEB_PAGE = "web_page"
    OTHER_PROGRAM = "other_program"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    DAMAGED = "damaged"
    UNKNOWN_LETTERS = "unknown_letters"
    TOO_HEAVY = "too_heavy"


class UnreadableFile(Exception):
    """The file is not taken; `why` and `params` become a sentence for the user."""

    def __init__(self, why: Why, **params: str) -> None:
        super().__init__(why.value)
        self.why = why
        self.params = params
