"""Looking for words in one's own records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.practice.cases.rules.searching import LONGEST_QUERY


class SearchForm(forms.Form):
    """The words. The browser keeps none of them."""

    q = forms.CharField(
        label=_("要找的词"),
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
        help_text=_("几个词用空格隔开，都有的才算。只在这台服务器的内存里解开来找，要找的词不留在任何地方。"),
    )
