"""Fields that several forms share."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.core.forms import Once
from xinqiao.practice.scheduling.selectors import sees
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Found, Person, client_number, find_people, person_behind

BY_NUMBER = "number"
MOST_FOUND = 12


class ForPerson(Once):
    """A form about somebody: chosen while typing, or typed and then picked from a list, or known already.

    `person` is "kind:pk" or "number:…". What was typed is only trusted together
    with it: a name that was typed over is looked for anew. A number alone names a
    colleague only to the counsellor who sees them; and no number is handed out.
    """

    person = forms.CharField(label=gettext_lazy("来访者"), required=False, widget=forms.HiddenInput, max_length=80)
    person_typed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    person_pick = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.client: UUID | None = None
        self.known: Person | None = None
        self.candidates: list[Found] = []
        if not self.is_bound:
            self._know_by(str(self.initial.get("person", "")))

    def clean(self) -> dict[str, Any]:
        """Find out who is meant."""
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get("person_typed", "")
        self._know_by(cleaned.get("person_pick", ""))
        if self.client is None:
            self._know_by(cleaned.get("person", ""))
            if self.known is not None and typed and typed != self.known.name:
                self.client, self.known = None, None
        if self.client is None:
            self._search(typed)
        return cleaned

    def _search(self, typed: str) -> None:
        found = find_people(self.actor, typed, limit=MOST_FOUND) if typed else []
        if len(found) == 1:
            self._know(client_number(found[0].kind, found[0].pk))
            return
        self.candidates = found
        if found:
            self.add_error("person", _("请从下面选一位。"))
        elif typed:
            self.add_error("person", _("名册里没有找到。换一个写法试试：姓名、拼音首字母或学号。"))
        else:
            self.add_error("person", _("请写来的是谁。"))

    def _know_by(self, value: str) -> None:
        self._know(_number_of(value))
        if self.known is None or self.known.kind != ClientKind.STAFF or not value.startswith(BY_NUMBER):
            return
        if not sees(self.actor.pk, self.known.number):
            self.client, self.known = None, None

    def _know(self, number: UUID | None) -> None:
        person = person_behind(number) if number else None
        self.client, self.known = (number, person) if person else (None, None)

    @property
    def person_value(self) -> str:
        """What the hidden field holds when the form is shown."""
        return f"{self.known.kind.value}:{self.known.pk}" if self.known else ""

    @property
    def asks_who(self) -> bool:
        """Whether the field still waits for somebody, so that the page begins there."""
        return self.client is None

    @property
    def person_words(self) -> str:
        """What the visible field holds when the form is shown: the name, or what was typed."""
        if self.known is not None:
            return self.known.name
        return str(self.data.get("person_typed", "")) if self.is_bound else ""

    @property
    def person_error(self) -> str:
        """The sentence under the field, without its markup."""
        return " ".join(str(error) for error in self.errors.get("person", [])) if self.is_bound else ""


def _number_of(value: str) -> UUID | None:
    """The client number for "kind:pk" or "number:…"; None for anything edited by hand."""
    kind, _colon, key = value.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if kind == BY_NUMBER:
        return pk
    return client_number(kind, pk) if kind in ClientKind.values else None


class Chips(forms.CheckboxSelectMultiple):
    """Several from a short list."""


class OneOf(forms.RadioSelect):
    """One from a short list."""


def staff_choices(people: Any) -> list[tuple[str, str]]:
    """Members of staff to choose from, by name."""
    return [(str(person.pk), person.name) for person in people]
