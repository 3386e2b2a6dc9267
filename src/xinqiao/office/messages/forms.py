"""What a client says about being reminded, and what the director decides."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.office.messages.selectors import EMAIL, IN_APP, SMS, Way

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,18}[0-9]")
NOT_REMEMBERED = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
WORDS = {
    IN_APP: gettext_lazy("只在这里看，不往外发"),
    EMAIL: gettext_lazy("也发到我的邮箱"),
    SMS: gettext_lazy("也发到我的手机"),
}


class HowToRemind(forms.Form):
    """By which way, and where to. Only ways that the school has are offered."""

    way = forms.ChoiceField(label=gettext_lazy("怎么提醒你"), widget=forms.RadioSelect)
    address = forms.CharField(
        label=gettext_lazy("邮箱或手机号"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=NOT_REMEMBERED),
        help_text=gettext_lazy("只用来提醒你。老师看不到，也不会给家里人。"),
    )
    family = forms.BooleanField(label=gettext_lazy("家里人也能看到，没关系"), required=False)

    def __init__(self, *args: Any, ways: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, WORDS[way]) for way in (IN_APP, *ways)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An address that fits the way; none is asked for, or kept, where nothing leaves the house."""
        said = super().clean() or {}
        way, address = said.get("way", IN_APP), said.get("address", "").strip()
        if way == IN_APP:
            said["address"] = ""
        elif way == EMAIL:
            self._check(bool(address) and _is_email(address), _("请写一个邮箱，例如 name@example.com。"))
        elif way == SMS:
            self._check(bool(PHONE.fullmatch(address)), _("请写一个手机号，例如 13900000000。"))
        return said

    def _check(self, fits: bool, sentence: str) -> None:
        if not fits:
            self.add_error("address", sentence)


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except forms.ValidationError:
        return False
    return True


def as_chosen(way: Way) -> dict[str, Any]:
    """What the form shows of what was chosen before."""
    return {"way": way.name, "address": way.address, "family": way.family}


class WhatToName(forms.Form):
    """Whether what leaves the house names the place."""

    names_place = forms.BooleanField(label=gettext_lazy("提醒和日历里写地点"), required=False)
