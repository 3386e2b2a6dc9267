"""A paper's form on a page, made from its declaration. It hands on what was typed; the rules say what may stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.clock import local, now
from xinqiao.core.forms import DateInput, Day, Once, TimeInput
from xinqiao.practice.cases.models import DropReason, Kind
from xinqiao.practice.cases.rules import Fault, Field, FormDef, Section

FREE_ROWS, MOST_READ = 2, 60
SCALE = (*((str(number), str(number)) for number in range(11)), ("", gettext_lazy("没有问")))


class Raw(forms.Field):
    """What was typed, as it is: the rules of the paper judge it, and nothing is turned away before they do."""

    def __init__(self, field: Field, widget: forms.Widget) -> None:
        label: Any = field.label
        super().__init__(required=False, label=label, widget=widget)


class Rows(forms.Widget):
    """A small table: inputs named field-row-column."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """The rows in the order of the page, empty ones among them."""
        known = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-")
        numbers = sorted({int(found[1]) for key in data if (found := known.match(key))})[:MOST_READ]
        return [{column: data.get(f"{name}-{row}-{column}", "") for column in self.columns} for row in numbers]


@dataclass(frozen=True)
class Option:
    """One of a list, and the key that chooses it."""

    value: str
    label: Any
    key: str
    is_chosen: bool


@dataclass(frozen=True)
class Cell:
    """One cell of a row."""

    name: str
    label: Any
    value: str


@dataclass(frozen=True)
class Input:
    """A field with what stands in it."""

    field: Field
    bound: forms.BoundField
    value: Any

    @property
    def sentences(self) -> list[str]:
        """What is wrong with it."""
        return [str(one) for one in self.bound.errors]

    @property
    def described_by(self) -> str:
        """The ids of the hint and of the sentence below."""
        parts = [(self.field.hint, "hint"), (self.sentences, "wrong")]
        return " ".join(f"{self.bound.auto_id}-{name}" for given, name in parts if given)

    @property
    def options(self) -> list[Option]:
        """Each choice. The first nine are taken by their digit; a scale's by the number itself."""
        is_scale = self.field.shape == "scale"
        chosen = self.value if isinstance(self.value, list) else [str(self.value if self.value is not None else "")]
        return [
            Option(value, label, _key(value if is_scale else str(place + 1)), value in chosen)
            for place, (value, label) in enumerate(SCALE if is_scale else self.field.options)
        ]

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of a table, and a few empty ones."""
        given = [row for row in self.value or [] if isinstance(row, dict)]
        while given and not any(given[-1].values()):
            given.pop()
        given += [{} for _free in range(FREE_ROWS if given else FREE_ROWS + 1)]
        return [
            [Cell(f"{self.field.name}-{number}-{name}", label, row.get(name, "")) for name, label in self.field.columns]
            for number, row in enumerate(given)
        ]


@dataclass(frozen=True)
class Part:
    """A section with its fields."""

    number: int
    section: Section
    inputs: tuple[Input, ...]

    @property
    def is_done(self) -> bool:
        """Whether something stands in it."""
        return any(one.value not in ("", None, []) for one in self.inputs)


class RecordForm(forms.Form):
    """The page of one paper. `seen` is the revision of the draft that it shows."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, declared: FormDef, data: Any = None, *, content: Mapping[str, Any] | None = None, seen: int = 0
    ) -> None:
        super().__init__(data, initial={**(content or {}), "seen": seen}, auto_id="f-%s")
        self.declared = declared
        for field in declared.fields():
            self.fields[field.name] = Raw(field, _widget(field))

    def content(self) -> dict[str, Any]:
        """What was typed, by field."""
        self.is_valid()
        return {field.name: self.cleaned_data.get(field.name) for field in self.declared.fields()}

    @property
    def revision(self) -> int:
        """The revision the page says it has seen."""
        self.is_valid()
        return self.cleaned_data.get("seen") or 0

    def blame(self, faults: tuple[Fault, ...]) -> None:
        """Put each sentence beside its field."""
        self.is_valid()
        for fault in faults:
            self.add_error(fault.field, fault.sentence)

    def parts(self) -> list[Part]:
        """The sections with their fields, as the page shows them."""
        return [
            Part(number, section, tuple(self._inputs(section)))
            for number, section in enumerate(self.declared.sections, start=1)
        ]

    @property
    def first(self) -> str:
        """The id of the field where writing begins: what must be written first, else the first there is."""
        typed = [one for one in self.declared.fields() if one.shape in {"line", "text", "table"} and not one.sensitive]
        wanted = next((one for one in typed if one.required), typed[0] if typed else None)
        if wanted is None:
            return ""
        return f"f-{wanted.name}-0-{wanted.columns[0][0]}" if wanted.shape == "table" else f"f-{wanted.name}"

    def _inputs(self, section: Section) -> Iterator[Input]:
        for field in section.fields:
            bound = self[field.name]
            yield Input(field, bound, bound.value())


class StartForm(Once):
    """When a talk was held that the register does not know."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    day = Day(label=gettext_lazy("哪一天"))
    begins = forms.TimeField(label=gettext_lazy("几点开始"), widget=TimeInput)
    ends = forms.TimeField(label=gettext_lazy("几点结束"), widget=TimeInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        at = local(now())
        kwargs["initial"] = {"day": at.date(), "begins": at.time(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if self["kind"].value() == Kind.LETTER:
            self.fields["begins"].label = _("几点收到")
            del self.fields["ends"]

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        clean = super().clean() or self.cleaned_data
        if clean.get("begins") and clean.get("ends") and clean["ends"] < clean["begins"]:
            self.add_error("ends", _("结束要在开始之后。"))
        return clean


class DropForm(forms.Form):
    """Why there is nothing to write."""

    reason = forms.ChoiceField(label=gettext_lazy("为什么不用写"), choices=DropReason.choices, widget=forms.RadioSelect)


def _key(text: str) -> str:
    return text if len(text) == 1 else ""


def _widget(field: Field) -> forms.Widget:
    match field.shape:
        case "line":
            return forms.TextInput()
        case "text":
            return forms.Textarea()
        case "choices":
            return forms.CheckboxSelectMultiple(choices=field.options)
        case "choice":
            return forms.RadioSelect(choices=field.options)
        case "scale":
            return forms.RadioSelect(choices=SCALE)
        case "date":
            return DateInput()
        case "table":
            return Rows(tuple(name for name, _label in field.columns))
