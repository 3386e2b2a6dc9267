"""Walk-ins and what becomes of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.core.clock import today
from xinqiao.core.forms import OneAtOnce, TimeInput
from xinqiao.practice.scheduling import selectors
from xinqiao.practice.scheduling.models import Need, Outcome, Way

from .fields import Chips, ForPerson, OneOf, staff_choices


class WalkInForm(ForPerson):
    """Who stands in the door, and for what in a few words."""

    needs = forms.MultipleChoiceField(label=_("为了什么"), choices=Need.choices, widget=Chips, required=False)
    way = forms.ChoiceField(label=_("怎么来的"), choices=Way.choices, widget=OneOf, initial=Way.WALK_IN)
    first_contact = forms.ChoiceField(label=_("首次接待人"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = selectors.counsellors(today())
        field = self.fields["first_contact"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = staff_choices(people)
        field.initial = str(self.actor.pk)


class OutsiderForm(forms.Form):
    """Somebody who is on no roster; an alias will do."""

    name = forms.CharField(label=_("称呼"), max_length=40, help_text=_("可以用化名。"))
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)


class CloseForm(forms.Form):
    """Where a visit led."""

    outcome = forms.ChoiceField(label=_("去向"), choices=Outcome.choices, widget=OneAtOnce)
    left = forms.TimeField(label=_("离开时间"), required=False, widget=TimeInput, help_text=_("不填就是现在。"))


class StrikeForm(forms.Form):
    """Why a line is struck out."""

    reason = forms.CharField(label=_("为什么划去"), max_length=80, help_text=_("例如：选错了人。登记的行号会留着。"))
