"""What people say when they print."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.office.papers.rules import LONGEST_PURPOSE, MOST_COPIES, SHORTEST_PURPOSE


class PrintForm(forms.Form):
    """Why, and how many: for every page that prints a filled form."""

    purpose = forms.CharField(
        label=_("用途"),
        min_length=SHORTEST_PURPOSE,
        max_length=LONGEST_PURPOSE,
        help_text=_("会印在每一页的页脚，也会留在打印登记里。不写姓名。"),
    )
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=MOST_COPIES, initial=1)
