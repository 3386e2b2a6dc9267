"""Who it is about: found while typing, or picked from a list after sending once."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.access import Actor
from xinqiao.practice.scheduling.selectors import sees
from xinqiao.register.people.models import ClientKind
from xinqiao.register.people.selectors import Found, client_number, find_people, person_behind

MOST_FOUND = 12


class WhoForm(forms.Form):
    """Somebody of the register. What was typed is only trusted together with who was taken from the list."""

    person = forms.CharField(label=gettext_lazy("来访者"), required=False, widget=forms.HiddenInput, max_length=80)
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
        typed = cleaned.get("person_typed", "")
        taken = cleaned.get("person_pick") or cleaned.get("person") or ""
        self.client, self.key = number_of(self.actor, taken), taken
        if self.client is None or (typed and not cleaned.get("person_pick") and not self._is_called(typed)):
            self._search(typed)
        return cleaned

    def _is_called(self, typed: str) -> bool:
        """A name that was typed over after somebody was taken is looked for anew."""
        assert self.client is not None
        person = person_behind(self.client)
        return person is not None and person.name == typed

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
        """The sentence under the field, without its markup."""
        return " ".join(str(error) for error in self.errors.get("person", [])) if self.is_bound else ""


def number_of(actor: Actor, value: str) -> UUID | None:
    """The client number behind "kind:pk" or "number:…"; None for anything edited by hand.

    A number alone names a colleague only to the counsellor who sees them.
    """
    kind, _colon, key = value.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if kind in ClientKind.values:
        return client_number(kind, pk)
    if kind != "number":
        return None
    person = person_behind(pk)
    if person is None or (person.kind is ClientKind.STAFF and not sees(actor.pk, pk)):
        return None
    return pk
