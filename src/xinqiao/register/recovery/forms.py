"""The words of the envelope, and why somebody needs keys.

The field of the words is called as secrets are called here: neither the screen
lock nor a page that failed keeps it or hands it on.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from xinqiao.register.recovery.models import Why


class Words(forms.Form):
    """The eight groups, as they stand on the sheet."""

    secret_words = forms.CharField(
        label=gettext_lazy("恢复字"),
        max_length=400,
        help_text=gettext_lazy("照着信封里那一页输入，八组，一组一行。大小写、空格和横线都不要紧。"),
        widget=forms.Textarea(
            attrs={
                "rows": 8,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )

    def forget(self) -> None:
        """Let the answer hold the words no longer: they were whole, and are not worth correcting."""
        data: dict[str, Any] = dict(self.data.items())
        data.pop("secret_words", None)
        self.data = data


class Ask(forms.Form):
    """Why keys are needed."""

    why = forms.TypedChoiceField(
        label=gettext_lazy("为什么"), choices=Why.choices, coerce=Why, widget=forms.RadioSelect
    )
