"""What people write when they ask by right, and what is written when they are answered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Once
from xinqiao.practice.rights.rules import (
    DAYS,
    FOR_A_CHILD,
    LEAST_DAYS,
    LONGEST_TEXT,
    MOST_DAYS,
    NEEDS_WORDS,
    Against,
    Decision,
    Right,
    decision_words,
)
from xinqiao.practice.rights.services import Asked, Said
from xinqiao.register.people.models import Staff

ME, CHILD = "me", "child"


class AskForm(Once):
    """One right at the own door: the fields it needs and no more."""

    about = forms.ChoiceField(label=gettext_lazy("关于谁"), widget=forms.RadioSelect)
    against = forms.TypedChoiceField(
        label=gettext_lazy("和谁有关"), choices=Against.choices, coerce=Against, widget=forms.RadioSelect
    )
    wish = forms.ChoiceField(label=gettext_lazy("想和谁谈"), widget=forms.RadioSelect, required=False)
    text = forms.CharField(
        max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}), required=False
    )
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)
    earlier = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, right: Right, has_child: bool, counsellors: Sequence[Staff] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.right = right
        self.fields["text"].required = right in NEEDS_WORDS
        if has_child and right in FOR_A_CHILD:
            self.fields["about"].choices = [(ME, _("我自己")), (CHILD, _("我的孩子"))]  # type: ignore[attr-defined]
        else:
            del self.fields["about"]
        if right is not Right.COMPLAINT:
            del self.fields["against"]
        if right is Right.CHANGE and counsellors:
            choices = [("", _("哪一位都行")), *((str(one.pk), one.name) for one in counsellors)]
            self.fields["wish"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["wish"]

    @property
    def is_about_child(self) -> bool:
        """Whether a guardian asks for the child."""
        return self.cleaned_data.get("about") == CHILD

    def asked(self) -> Asked:
        """What the service takes."""
        given = self.cleaned_data
        return Asked(
            right=self.right,
            text=given["text"],
            against=given.get("against"),
            wish=UUID(given["wish"]) if given.get("wish") else None,
            entry=given.get("entry"),
            earlier=given.get("earlier"),
        )


class EnterForm(Once):
    """Somebody came in person, or gave in the form."""

    right = forms.TypedChoiceField(
        label=gettext_lazy("申请什么"),
        choices=[(right.value, right.label) for right in Right if right is not Right.READING],
        coerce=Right,
        widget=forms.RadioSelect,
    )
    guardian = forms.ChoiceField(label=gettext_lazy("谁提的"), widget=forms.RadioSelect)
    against = forms.TypedChoiceField(
        label=gettext_lazy("投诉的，和谁有关（别的不用选）"),
        choices=Against.choices,
        coerce=Against,
        widget=forms.RadioSelect,
        required=False,
        empty_value=None,
    )
    text = forms.CharField(
        label=gettext_lazy("具体说明"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        required=False,
        help_text=gettext_lazy("照他说的写。密封保存；投诉和换老师的，有关的老师看不到。"),
    )
    checked = forms.BooleanField(label=gettext_lazy("当面核对过，是他本人或他的监护人"))

    def __init__(self, *args: Any, guardians: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"guardian": "", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if guardians:
            self.fields["guardian"].required = False
            self.fields["guardian"].choices = [("", _("本人")), *guardians]  # type: ignore[attr-defined]
        else:
            del self.fields["guardian"]

    def clean(self) -> dict[str, Any]:
        """What cannot be understood without a word needs one; a complaint says whom it is about."""
        cleaned = super().clean() or self.cleaned_data
        right = cleaned.get("right")
        if right in NEEDS_WORDS and not cleaned.get("text"):
            self.add_error("text", _("请写几个字，好让答复的人知道是什么事。"))
        if right is Right.COMPLAINT and not cleaned.get("against"):
            self.add_error("against", _("请选和谁有关，好交给没有参与的人。"))
        if cleaned.get("guardian") and right is not None and right not in FOR_A_CHILD:
            self.add_error("right", _("这一项要学生自己提。"))
        return cleaned

    def asked(self) -> Asked:
        """What the service takes."""
        given = self.cleaned_data
        against = given.get("against") if given["right"] is Right.COMPLAINT else None
        return Asked(right=given["right"], text=given["text"], against=against)


class AnswerForm(forms.Form):
    """The answer, as whoever asked will read it."""

    view = forms.CharField(
        label=gettext_lazy("学生本人的意见"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=gettext_lazy("先问他。提申请的监护人看不到这一栏。"),
    )
    assent = forms.BooleanField(label=gettext_lazy("学生同意把这些告诉监护人"), required=False)
    decision = forms.TypedChoiceField(
        label=gettext_lazy("决定"), choices=Decision.choices, coerce=Decision, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("答复"),
        min_length=2,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text=gettext_lazy("他会原样看到。用他听得懂的话写；不能照办的，写明为什么、还能找谁。"),
    )

    def __init__(self, *args: Any, right: Right, needs_view: bool, needs_yes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, decision_words(right, one)) for one in Decision]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if not needs_view:
            del self.fields["view"]
        if not needs_yes:
            del self.fields["assent"]

    def said(self) -> Said:
        """What the service takes."""
        given = self.cleaned_data
        return Said(given["decision"], given["words"], given.get("view", ""), given.get("assent", False))


class PassOnForm(forms.Form):
    """To which counsellor."""

    to = forms.TypedChoiceField(label=gettext_lazy("请哪一位答复"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, *args: Any, receivers: Sequence[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(str(one.pk), one.name) for one in receivers]  # type: ignore[attr-defined]


class DaysForm(forms.Form):
    """Within how many school days each right is answered."""

    def __init__(self, *args: Any, days: dict[Right, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for right in Right:
            self.fields[right.value] = forms.IntegerField(
                label=str(right.label),
                min_value=LEAST_DAYS,
                max_value=MOST_DAYS,
                initial=days.get(right, DAYS[right]),
            )

    def days(self) -> dict[Right, int]:
        """What the service takes."""
        return {right: self.cleaned_data[right.value] for right in Right}
