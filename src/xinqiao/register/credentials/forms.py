"""What the director types about papers that were seen."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.clock import today
from xinqiao.core.forms import DateInput
from xinqiao.register.credentials.models import AgreementText, EndedBecause, QualificationKind, WithdrawnBecause
from xinqiao.register.people.models import Staff


class Seen(forms.Form):
    """Who saw the original; the choices come from the page."""

    seen_by = forms.TypedChoiceField(
        label=gettext_lazy("谁看过原件"),
        coerce=UUID,
        help_text=gettext_lazy("主任、校长或领导小组成员；自己的要由另一个人看过。"),
    )

    def __init__(self, *args: Any, witnesses: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_by"].choices = [(str(one.pk), one.name) for one in witnesses]  # type: ignore[attr-defined]


class AddQualification(Seen):
    """One degree, certificate or training."""

    kind = forms.TypedChoiceField(
        label=gettext_lazy("是什么"), choices=QualificationKind.choices, coerce=QualificationKind
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=80)
    issuer = forms.CharField(label=gettext_lazy("发证或办培训的单位"), max_length=80)
    number = forms.CharField(
        label=gettext_lazy("编号"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("密封保存，只有主任和本人看得到。"),
    )
    valid_from = forms.DateField(label=gettext_lazy("从哪天起有效"), widget=DateInput)
    valid_to = forms.DateField(
        label=gettext_lazy("到哪天为止"), widget=DateInput, required=False, help_text=gettext_lazy("长期有效的不填。")
    )
    field_order = ("kind", "name", "issuer", "number", "valid_from", "valid_to", "seen_by")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("结束的日子要在开始之后。"))
        return cleaned


class SignAgreement(Seen):
    """One promise of secrecy, signed on paper."""

    text = forms.TypedChoiceField(
        label=gettext_lazy("签的是哪一份"), choices=AgreementText.choices, coerce=AgreementText
    )
    signed_on = forms.DateField(label=gettext_lazy("签名的日期"), widget=DateInput)
    until = forms.DateField(
        label=gettext_lazy("到哪天为止"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("纸上没有写期限的不填。"),
    )
    field_order = ("text", "signed_on", "until", "seen_by")

    def clean(self) -> dict[str, Any]:
        """Signed already, and not over before it began."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("signed_on"), cleaned.get("until")
        if first and first > today():
            self.add_error("signed_on", _("签名的日子还没有到。"))
        if first and last and last < first:
            self.add_error("until", _("结束的日子要在开始之后。"))
        return cleaned


class Withdraw(forms.Form):
    """Why a qualification counts no more."""

    because = forms.TypedChoiceField(
        label=gettext_lazy("为什么"), choices=WithdrawnBecause.choices, coerce=WithdrawnBecause
    )


class End(forms.Form):
    """Why a promise of secrecy stands no more."""

    because = forms.TypedChoiceField(label=gettext_lazy("为什么"), choices=EndedBecause.choices, coerce=EndedBecause)
