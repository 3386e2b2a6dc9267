"""What is said about a row or a cell: where, what becomes of it, and why.

Codes and parameters only; `wording` makes the sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What becomes of a row, or of one cell in it."""

    ADDED = "added"
    CHANGED = "changed"
    RETURNED = "returned"
    LEFT = "left"
    GUESS = "guess"
    REFUSED = "refused"
    CELL_LEFT_OUT = "cell_left_out"
    NOTE = "note"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why; each has one sentence in `wording`."""

    NEW = "new"
    NAME_CHANGED = "name_changed"
    CLASS_CHANGED = "class_changed"
    MOVED_UP = "moved_up"
    DETAILS_CHANGED = "details_changed"
    GUARDIANS_CHANGED = "guardians_changed"
    CAME_BACK = "came_back"
    NOT_IN_FILE = "not_in_file"
    GRADUATED = "graduated"
    MANY_NOT_IN_FILE = "many_not_in_file"
    PART_OF_GRADE = "part_of_grade"

    NUMBER_MISSING = "number_missing"
    NUMBER_ODD = "number_odd"
    NUMBER_TOO_LONG = "number_too_long"
    NUMBER_LOST_DIGITS = "number_lost_digits"
    NUMBER_IS_ID_CARD = "number_is_id_card"
    NUMBER_OTHER_NAME = "number_other_name"
    NAME_MISSING = "name_missing"
    NAME_ODD = "name_odd"
    NAME_TOO_LONG = "name_too_long"
    NAME_PRIVATE_CHARACTER = "name_private_character"
    SEX_UNREADABLE = "sex_unreadable"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_INCOMPLETE = "date_incomplete"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_IMPLAUSIBLE = "date_implausible"
    DATE_UNKNOWN = "date_unknown"
    CLASS_MISSING = "class_missing"
    CLASS_UNREADABLE = "class_unreadable"
    CLASS_BY_YEAR = "class_by_year"
    CLASS_WITHOUT_GRADE = "class_without_grade"
    CLASS_MISSPELT = "class_misspelt"
    CLASS_LIKE_NEIGHBOURS = "class_like_neighbours"
    RELATION_UNREADABLE = "relation_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_WITHOUT_NAME = "phone_without_name"

    SAME_ROW_TWICE = "same_row_twice"
    SAME_NUMBER_OTHER_CONTENT = "same_number_other_content"
    SUM_ROW = "sum_row"
    REPEATED_HEADER = "repeated_header"
    NO_PERSON = "no_person"
    NO_HEADER = "no_header"
    NO_NUMBER_COLUMN = "no_number_column"
    HIDDEN_SHEET = "hidden_sheet"
    OTHER_YEAR = "other_year"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: sheet, row as the spreadsheet counts, column letter and heading."""

    sheet: str
    row: int = 0
    column: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell; a guess has an id by which it can be confirmed."""

    kind: Kind
    reason: Reason
    place: Place
    params: Mapping[str, str] = field(default_factory=dict)
    guess: str = ""
