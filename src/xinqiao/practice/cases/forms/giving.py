"""What is to be given out, to whom, and by what. The fields are those of the kind; nothing is filled in from a record."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Once
from xinqiao.office.disclosures.models import (
    KINDS,
    PURPOSES,
    Basis,
    ConsentBasis,
    DisclosureKind,
    Ground,
    GroundBasis,
    Receiver,
    TheClientsOwn,
    To,
    Why,
)
from xinqiao.office.disclosures.selectors import Guardian, Wanted

OFFERED = tuple(kind for kind in KINDS.values() if kind.is_written)
OUTSIDE = frozenset({To.TEACHER, To.MEETING, To.SCHOOL, To.INSTITUTION})
LONGEST_NAME, LONGEST_REASON = 80, 500


def _reason(label: Any, hint: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_REASON, required=False, widget=area)


class GiveForm(Once):
    """One kind's form. `goals` are those of the plan, each to be ticked."""

    def __init__(
        self, *args: Any, kind: DisclosureKind, guardians: Sequence[Guardian], goals: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.guardians = kind, guardians
        self._add_receiver()
        for one in kind.fields:
            rows = 3 if one.longest <= 600 else 6
            self.fields[one.name] = forms.CharField(
                label=str(one.label),
                max_length=one.longest * 12 if one.shape == "lines" else one.longest,
                required=one.required and one.shape == "text",
                help_text=gettext_lazy("一行写一个。") if one.shape == "lines" else str(one.hint),
                widget=forms.Textarea(attrs={"rows": rows}),
            )
        if goals:
            self.fields["ticked"] = forms.MultipleChoiceField(
                label=gettext_lazy("从咨询方案里勾选"),
                choices=[(one, one) for one in goals],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields["goals"].label = gettext_lazy("也可以自己写")
            self.order_fields(["ticked", "goals"])
        self._add_basis()

    def _add_receiver(self) -> None:
        to = [one for one in To if one in self.kind.to]
        if len(to) > 1:
            choices = [(one.value, one.label) for one in to]
            self.fields["to"] = forms.ChoiceField(
                label=gettext_lazy("对方是"), choices=choices, widget=forms.RadioSelect
            )
        if To.GUARDIAN in self.kind.to:
            known = [(str(one.number), f"{one.name}（{one.relation}）") for one in self.guardians]
            self.fields["guardian"] = forms.ChoiceField(
                label=gettext_lazy("哪一位监护人"), choices=known, required=False, widget=forms.RadioSelect
            )
        if OUTSIDE & self.kind.to:
            self.fields["name"] = forms.CharField(label=gettext_lazy("姓名"), max_length=LONGEST_NAME, required=False)
            self.fields["post"] = forms.CharField(
                label=gettext_lazy("他是做什么的"), max_length=LONGEST_NAME, required=False
            )

    def _add_basis(self) -> None:
        if len(self.kind.by) < 2:
            return
        self.fields["why"] = forms.ChoiceField(
            label=gettext_lazy("凭什么可以给"),
            choices=[(Why.CONSENT.value, Why.CONSENT.label), (Why.GROUND.value, Why.GROUND.label)],
            widget=forms.RadioSelect,
        )
        self.fields["assent"] = _reason(
            gettext_lazy("来访者怎么知道、怎么同意的"), gettext_lazy("他会看到这一句。例如：当面念给他听过，他说可以。")
        )
        self.fields["ground"] = forms.ChoiceField(
            label=gettext_lazy("哪一种保密例外"), choices=Ground.choices, required=False, widget=forms.RadioSelect
        )
        self.fields["necessity"] = _reason(
            gettext_lazy("为什么必须现在告诉"), gettext_lazy("来访者会看到这一句。只写事实。")
        )
        self.fields["answers"] = _reason(
            gettext_lazy("为什么告诉这个人"), gettext_lazy("他负什么责任，能不能保密，能做什么。")
        )
        self.fields["least"] = _reason(
            gettext_lazy("为什么说到这里为止"), gettext_lazy("没有说的是什么，为什么不用说。")
        )

    def clean(self) -> dict[str, Any]:
        """Whoever is told is named, and a reason belongs to its choice."""
        given = super().clean() or {}
        to = self._to(given)
        if to is To.GUARDIAN and not given.get("guardian"):
            self.add_error("guardian", _("请选一位监护人。"))
        for name in ("name", "post") if to in OUTSIDE else ():
            if not given.get(name):
                self.add_error(name, _("请写明给谁、他是做什么的。"))
        if given.get("why") == Why.CONSENT:
            self._need("assent")
            if to is not None and to not in PURPOSES:
                self.add_error("why", _("还没有一种同意是给这些人看的。没有保密例外，就不能告诉。"))
        if given.get("why") == Why.GROUND:
            for name in ("ground", "necessity", "answers", "least"):
                self._need(name)
        return given

    def wanted(self, client: UUID) -> Wanted:
        """What is asked for, once the form is valid."""
        return Wanted(self.kind.key, self._receiver(client), self._content(), self._basis())

    def _need(self, name: str) -> None:
        if not self.cleaned_data.get(name):
            self.add_error(name, _("请填写这一栏。"))

    def _to(self, given: dict[str, Any]) -> To | None:
        if len(self.kind.to) == 1:
            return next(iter(self.kind.to))
        return To(given["to"]) if given.get("to") else None

    def _receiver(self, client: UUID) -> Receiver:
        given = self.cleaned_data
        to = self._to(given)
        assert to is not None  # the form is valid
        if to is To.CLIENT:
            return Receiver(to, client)
        if to is To.GUARDIAN:
            return Receiver(to, UUID(given["guardian"]))
        return Receiver(to, None, given["name"], given["post"])

    def _content(self) -> dict[str, Any]:
        given = self.cleaned_data
        made: dict[str, Any] = {}
        for one in self.kind.fields:
            text = given.get(one.name, "")
            made[one.name] = [*given.get("ticked", []), *text.splitlines()] if one.shape == "lines" else text
        return {name: value for name, value in made.items() if value}

    def _basis(self) -> Basis:
        given = self.cleaned_data
        if "why" not in self.fields:
            return TheClientsOwn()
        if given["why"] == Why.CONSENT:
            to = self._to(given)
            assert to is not None  # the form is valid
            return ConsentBasis(PURPOSES[to], given["assent"])
        return GroundBasis(Ground(given["ground"]), given["necessity"], given["answers"], given["least"])
