"""What the school sets for its cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.practice.cases.models import LONGEST_HOURS


class RulesForm(forms.Form):
    """Within how long a record is written, and whether clients see the names of readers."""

    file_within_hours = forms.IntegerField(
        label=_("谈话以后几小时内写好"),
        min_value=1,
        max_value=LONGEST_HOURS,
        help_text=_("1 到 336 小时。放假的日子不算在内。"),
    )
    names_readers = forms.BooleanField(
        label=_("来访者看谁打开过时，除了岗位也写姓名"),
        required=False,
        help_text=_("不选，只写岗位。"),
    )
