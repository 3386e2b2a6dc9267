"""What people say about a promise."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.office.obligations.services import LONGEST_REASON, SHORTEST_REASON
from xinqiao.register.people.models import Staff


class Waive(forms.Form):
    """Why somebody is let off."""

    reason = forms.CharField(
        label=_("免办的理由"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("密封保存。只写为什么不用再做，不写谈了什么。"),
    )


class HandOver(forms.Form):
    """To whom it goes."""

    to_staff = forms.TypedChoiceField(label=_("转交给"))

    def __init__(self, *args: object, receivers: Iterable[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to_staff"].choices = [(str(person.pk), person.name) for person in receivers]  # type: ignore[attr-defined]
