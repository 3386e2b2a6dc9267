"""What is shown of disclosures: before something is given, to whom it was given, and to the client it is about."""

from .giving import (
    Guardian,
    Preview,
    Wanted,
    check,
    digest_of,
    guardians_to_give,
    preview,
    rule_for,
    serving,
    standing_for,
)
from .reading import (
    GivenRow,
    LeftRow,
    given_about,
    given_for,
    given_to,
    handled_by,
    left_about,
    lines_of,
    unseen_count,
)

__all__ = [
    "GivenRow",
    "Guardian",
    "LeftRow",
    "Preview",
    "Wanted",
    "check",
    "digest_of",
    "given_about",
    "given_for",
    "given_to",
    "guardians_to_give",
    "handled_by",
    "left_about",
    "lines_of",
    "preview",
    "rule_for",
    "serving",
    "standing_for",
    "unseen_count",
]
