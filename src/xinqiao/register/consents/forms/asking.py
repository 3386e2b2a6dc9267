"""A question for somebody's own page, the signature under the answer, and whom to ask where it is not as usual."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Day, Once
from xinqiao.register.consents.models import Situation
from xinqiao.register.consents.rules import (
    Circumstances,
    Giver,
    Ground,
    HowMany,
    Purpose,
    Signature,
    SignatureNotRead,
    read_signature,
)
from xinqiao.register.consents.selectors import ConsentsPage, circumstances_in
from xinqiao.register.people.models import Guardian
from xinqiao.register.people.models.students import Relation

ONESELF = "client"


class AskForm(Once):
    """Who is asked, about what, and in which words."""

    who = forms.ChoiceField(label=gettext_lazy("请谁看"), widget=forms.RadioSelect)
    purpose = forms.TypedChoiceField(
        label=gettext_lazy("问什么"), choices=Purpose.choices, coerce=Purpose, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("写给对方看的一句话"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("做什么用、谁会听到或看到。对方看着这句话决定。密封保存。"),
    )
    valid_until = Day(label=gettext_lazy("到哪天为止"), required=False, help_text=gettext_lazy("不填就到撤回为止。"))
    field_order = ("token", "who", "purpose", "note", "valid_until")

    def __init__(self, *args: Any, page: ConsentsPage, **kwargs: Any) -> None:
        super().__init__(*args, initial={"who": ONESELF, "purpose": Purpose.COUNSELLING}, **kwargs)
        choices = [(ONESELF, str(Giver.CLIENT.label))]
        choices += [(str(one.pk), f"{one.name}{_('，')}{one.relation}") for one in page.guardians]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """What the service asks for."""
        clean = self.cleaned_data
        guardian = None if clean["who"] == ONESELF else UUID(clean["who"])
        return {"guardian": guardian} | {name: clean[name] for name in ("token", "purpose", "note", "valid_until")}


class SignForm(forms.Form):
    """The answer of whoever decides: yes with a name drawn or typed under it, or no."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    drawn = forms.CharField(required=False, max_length=60_000, widget=forms.HiddenInput(attrs={"data-signature": ""}))
    name = forms.CharField(
        label=gettext_lazy("也可以在这里写名字"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    signature: Signature

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        cleaned = super().clean() or self.cleaned_data
        try:
            self.signature = read_signature(cleaned.get("drawn") or "", cleaned.get("name") or "")
        except SignatureNotRead:
            self.add_error("name", _("请画上或写上你的名字，再按“同意”。"))
        return cleaned


class SituationForm(forms.Form):
    """Whom to ask for one pupil. Every guardian and carer of the register has a line."""

    how_many = forms.TypedChoiceField(
        label=gettext_lazy("有几位监护人时"), choices=HowMany.choices, coerce=HowMany, widget=forms.RadioSelect
    )
    is_unable = forms.BooleanField(
        label=gettext_lazy("满 14 岁，但现在判断不了同意意味着什么，要同时问监护人"), required=False
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("不等监护人，先开始心理辅导"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("只管开始辅导这一件；录音、测验等照样要问。不影响马上报告的义务。"),
    )
    reported = forms.CharField(
        label=gettext_lazy("报告了没有：报告给谁、什么时候"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "未成年人受到或可能受到侵害的，学校要马上报告公安机关等。没有报告的，写明理由。密封保存。"
        ),
    )
    why = forms.CharField(
        label=gettext_lazy("为什么这样办"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("密封保存，只有心理辅导教师看得到。"),
    )

    def __init__(self, *args: Any, carers: list[Guardian], row: Situation | None, **kwargs: Any) -> None:
        self.carers, here = carers, circumstances_in(row.detail if row else {})
        until = dict(here.delegated)
        kwargs["initial"] = {
            "how_many": here.how_many,
            "is_unable": here.is_unable,
            "ground": here.ground or "",
            "why": row.detail.get("why", "") if row else "",
            "reported": row.detail.get("reported", "") if row else "",
        }
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [("", _("没有，照常先问")), *Ground.choices]  # type: ignore[attr-defined]
        for one in carers:
            words = {"who": one.name, "relation": one.get_relation_display()}
            barred = forms.BooleanField(
                label=_("%(who)s（%(relation)s）可能是危险：不问、不告诉、不给看") % words,
                required=False,
                initial=one.pk in here.barred,
            )
            self.fields[f"barred_{one.pk.hex}"] = barred
            if one.relation == Relation.DELEGATED:
                self.fields[f"delegated_{one.pk.hex}"] = forms.BooleanField(
                    label=_("%(who)s有监护人的书面委托，可以代为同意") % words,
                    required=False,
                    initial=one.pk in until,
                )
                self.fields[f"until_{one.pk.hex}"] = Day(
                    label=_("委托到哪天为止"), required=False, initial=until.get(one.pk)
                )
        self.order_fields(["how_many", *self.of_carers(), "is_unable", "ground", "reported", "why"])

    def carer_fields(self) -> list[forms.BoundField]:
        """Those fields, to be drawn."""
        return [self[name] for name in self.of_carers()]

    def of_carers(self) -> list[str]:
        """The names of the fields that stand for one guardian or carer each."""
        return [name for name in self.fields if name.split("_")[0] in {"barred", "delegated", "until"}]

    def circumstances(self) -> Circumstances:
        """What was written, as the rules take it."""
        clean = self.cleaned_data
        delegated: set[tuple[UUID, date | None]] = {
            (one.pk, clean.get(f"until_{one.pk.hex}")) for one in self.carers if clean.get(f"delegated_{one.pk.hex}")
        }
        return Circumstances(
            how_many=clean["how_many"],
            barred=frozenset(one.pk for one in self.carers if clean[f"barred_{one.pk.hex}"]),
            delegated=frozenset(delegated),
            is_unable=clean["is_unable"],
            ground=Ground(clean["ground"]) if clean["ground"] else None,
        )
