"""What is asked before something of the book is printed: beside what for, which days."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinqiao.core.forms import Day
from xinqiao.office.papers.printing import PrintForm

LONGEST_RANGE_DAYS = 62


class PrintDayForm(PrintForm):
    """A paper of one day."""

    day = Day(label=gettext_lazy("哪一天"))

    field_order = ("day", "purpose", "copies")


class PrintRangeForm(PrintForm):
    """A paper of a stretch of days."""

    first = Day(label=gettext_lazy("从哪天"))
    last = Day(label=gettext_lazy("到哪天"))

    field_order = ("first", "last", "purpose", "copies")

    def clean(self) -> dict[str, Any]:
        """The days are in order, and not more than two months."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not 0 <= (last - first).days <= LONGEST_RANGE_DAYS:
            self.add_error("last", _("结束不早于开始，一次最多两个月。"))
        return cleaned
