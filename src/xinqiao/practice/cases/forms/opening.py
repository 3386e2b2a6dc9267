"""Opening a case: how the client came, and the consent that is still missing, on the same page."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.clock import is_in_reach, today
from xinqiao.core.forms import DateInput, Once, OneAtOnce
from xinqiao.practice.cases.models import Channel
from xinqiao.practice.cases.services import Beginning, GivenNow
from xinqiao.register.consents.selectors import Giver, GuardianShown
from xinqiao.register.people.models.students import Relation

PAPER, WORD = "paper", "word"
OTHER = "other"
SIGNED = ((PAPER, gettext_lazy("纸面已经签好")), (WORD, gettext_lazy("先口头同意，纸面后补")))


class OpenForm(Once):
    """One button opens the case. For each consent that is missing there are a few fields more."""

    person = forms.CharField(widget=forms.HiddenInput, max_length=80)
    visit = forms.UUIDField(widget=forms.HiddenInput, required=False)
    previous = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"), choices=Channel.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("为什么先用口头同意"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("例如：家长在外地，周五来校补签。"),
    )
    in_danger = forms.BooleanField(
        label=gettext_lazy("现在有危险"),
        required=False,
        help_text=gettext_lazy(
            "有人的生命可能有危险时，先见人、先通知该知道的人；同意书还不齐的三天内补齐，也会成为你的一件应办事项。"
        ),
    )

    def __init__(
        self,
        *args: Any,
        missing: Sequence[Giver] = (),
        guardians: Sequence[GuardianShown] = (),
        may_be_a_word: bool = True,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = {"channel": Channel.SELF, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.missing, self.known = tuple(missing), {str(one.pk): one for one in guardians}
        for giver in self.missing:
            self._ask(giver, may_be_a_word=may_be_a_word)
        if not self.missing:
            del self.fields["reason"]

    def _ask(self, giver: Giver, *, may_be_a_word: bool) -> None:
        who = {"who": giver.label}
        ways = SIGNED if may_be_a_word else SIGNED[:1]
        self.fields[f"{giver.value}_how"] = forms.ChoiceField(
            label=_("%(who)s的同意") % who,
            choices=ways,
            widget=OneAtOnce if giver is self.missing[0] else forms.RadioSelect,
            required=False,
        )
        self.fields[f"{giver.value}_day"] = forms.DateField(
            label=_("%(who)s签名的日期") % who, widget=DateInput, required=False, initial=today
        )
        if giver is Giver.GUARDIAN:
            people = [(pk, _("%(name)s，%(relation)s") % vars(one)) for pk, one in self.known.items()]
            self.fields["guardian_who"] = forms.ChoiceField(
                label=_("是哪一位监护人"),
                choices=[*people, (OTHER, _("名册上没有的人"))],
                widget=forms.RadioSelect,
                required=False,
                initial=people[0][0] if people else OTHER,
            )
            self.fields["guardian_name"] = forms.CharField(label=_("监护人姓名"), max_length=40, required=False)
            self.fields["guardian_relation"] = forms.ChoiceField(
                label=_("与学生的关系"), choices=[("", ""), *Relation.choices], required=False
            )

    def asked(self) -> Iterator[tuple[Giver, list[tuple[str, forms.BoundField]]]]:
        """Each missing consent with its fields and what each asks, as the page shows them."""
        for giver in self.missing:
            start = f"{giver.value}_"
            yield giver, [(name.removeprefix(start), self[name]) for name in self.fields if name.startswith(start)]

    def clean(self) -> dict[str, Any]:
        """What was ticked has to be whole; what was not ticked is not given."""
        cleaned = super().clean() or self.cleaned_data
        for giver in self.missing:
            how, name = cleaned.get(f"{giver.value}_how"), f"{giver.value}_day"
            day, is_wrong = cleaned.get(name), name in self.errors
            if how == PAPER and not is_wrong and (day is None or not is_in_reach(day) or day > today()):
                self.add_error(name, _("请写同意书上签名的日期，不晚于今天。"))
            if how and giver is Giver.GUARDIAN and not self._guardian(cleaned):
                self.add_error("guardian_name", _("请写明是哪一位监护人。"))
            if how == WORD and not cleaned.get("reason"):
                self.add_error("reason", _("请写明为什么先用口头同意。"))
        return cleaned

    def _guardian(self, cleaned: dict[str, Any]) -> dict[str, str] | None:
        known = self.known.get(cleaned.get("guardian_who", ""))
        if known is not None:
            return {"name": known.name, "relation": known.relation, "guardian": str(known.pk)}
        name, relation = cleaned.get("guardian_name", "").strip(), cleaned.get("guardian_relation", "")
        return {"name": name, "relation": str(Relation(relation).label) if relation else ""} if name else None

    def beginning(self) -> Beginning:
        """What the service is told."""
        cleaned = self.cleaned_data
        given = [
            GivenNow(
                giver,
                signed_on=cleaned[f"{giver.value}_day"] if cleaned[f"{giver.value}_how"] == PAPER else None,
                reason=cleaned.get("reason", ""),
                detail=self._guardian(cleaned) if giver is Giver.GUARDIAN else None,
            )
            for giver in self.missing
            if cleaned.get(f"{giver.value}_how")
        ]
        return Beginning(
            channel=cleaned["channel"],
            visit=cleaned.get("visit"),
            previous=cleaned.get("previous"),
            in_danger=bool(cleaned.get("in_danger")),
            given=tuple(given),
        )
