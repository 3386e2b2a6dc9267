"""What is asked: how small a number may be."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.oversight.figures.rules import FEWEST, MOST


class LeastForm(forms.Form):
    """From how many people on a number is shown."""

    least = forms.IntegerField(
        label=_("一个数后面至少几个人，才公布"),
        min_value=FEWEST,
        max_value=MOST,
        help_text=_("通常是 5。不到这个人数的数，写成“少于几人”。定下后用一个学期。"),
    )
