"""What a paper's form is made of. One declaration serves the page, the check, the paper and the search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.utils.functional import Promise

Label: TypeAlias = str | Promise
Choices: TypeAlias = tuple[tuple[str, Label], ...]
Shape: TypeAlias = Literal["line", "text", "choice", "choices", "scale", "date", "table"]

LONGEST_LINE, LONGEST_TEXT, MOST_ROWS = 200, 20_000, 20
MOST_KEPT = 200_000  # characters of a paper that is half written


@dataclass(frozen=True)
class Field:
    """One field. `coded` ones are counted, and kept under the house seal as well as inside the document.

    Shapes of values: `line`, `text`, `choice` a str; `choices` a list of str;
    `scale` an int from 0 to 10; `date` an ISO date; `table` a list of rows, each
    a mapping from the columns' names to str. `sensitive` stays folded (CNF-06).
    """

    name: str
    label: Label
    shape: Shape = "text"
    required: bool = False
    options: Choices = ()
    columns: Choices = ()
    hint: Label = ""
    coded: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Section:
    """A part of a form under one heading."""

    title: Label
    fields: tuple[Field, ...]
    hint: Label = ""


@dataclass(frozen=True)
class FormDef:
    """A form: its stable id and version, which every document names, and its sections in printed order."""

    id: str
    version: int
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[Field]:
        """Every field in printed order."""
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> Field:
        """A field by its name. Raises `KeyError`."""
        return {one.name: one for one in self.fields()}[name]
