"""Who came: found while typing, or picked from a list after sending once; and who acts for them."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.practice.cases.selectors import who_serves
from xinqiao.practice.scheduling.selectors import sees
from xinqiao.register.consents.selectors import guardians_of as who_may_consent
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Found, Person, client_number, client_numbers, find_people, person_behind

MOST_FOUND = 12


class WhoForm(forms.Form):
    """Somebody of the register; what was typed counts only together with who was taken from the list."""

    person = forms.CharField(label=gettext_lazy("谁的权利"), required=False, widget=forms.HiddenInput, max_length=80)
    person_typed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    person_pick = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.client: UUID | None = None
        self.key = ""
        self.candidates: list[Found] = []

    def clean(self) -> dict[str, Any]:
        """Find out who is meant."""
        cleaned = super().clean() or self.cleaned_data
        typed, self.key = cleaned.get("person_typed", ""), cleaned.get("person_pick") or cleaned.get("person") or ""
        self.client = number_of(self.actor, self.key)
        person = person_behind(self.client) if self.client and typed and not cleaned.get("person_pick") else None
        if self.client is None or (person is not None and person.name != typed):
            self._search(typed)
        return cleaned

    def _search(self, typed: str) -> None:
        self.client = None
        found = find_people(self.actor, typed, limit=MOST_FOUND) if typed else []
        if len(found) == 1:
            self.client, self.key = client_number(found[0].kind, found[0].pk), found[0].key
        elif found:
            self.candidates = found
            self.add_error("person", _("请从下面选一位。"))
        else:
            words = _("名册里没有找到。换一个写法试试：姓名、拼音首字母或学号。") if typed else _("请写来的是谁。")
            self.add_error("person", words)

    @property
    def person_words(self) -> str:
        """What the visible field holds when the form is shown again."""
        return str(self.data.get("person_typed", ""))

    @property
    def person_error(self) -> str:
        """The sentence under the field."""
        return " ".join(str(error) for error in self.errors.get("person", [])) if self.is_bound else ""


def number_of(actor: Actor, value: str) -> UUID | None:
    """The client number behind "kind:pk" or "number:…"; a colleague's only for who serves or meets them."""
    kind, _colon, key = value.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if kind in ClientKind.values:
        return client_number(kind, pk)
    person = person_behind(pk) if kind == "number" else None
    if person is None:
        return None
    if person.kind is ClientKind.STAFF and not (sees(actor.pk, pk) or actor.pk in who_serves(pk)):
        return None
    return pk


def guardians_of(client: UUID) -> tuple[Person | None, list[tuple[UUID, str]]]:
    """Who it is, and those who act for them, each with their own number."""
    person = person_behind(client)
    if person is None:
        return None, []
    people = who_may_consent(person)
    numbers = client_numbers([(ClientKind.GUARDIAN, one.pk) for one in people])
    words = _("%(name)s（%(relation)s）")
    return person, [
        (numbers[one.pk], words % {"name": one.name, "relation": one.relation}) for one in people if one.pk in numbers
    ]
