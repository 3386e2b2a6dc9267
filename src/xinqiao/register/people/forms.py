"""What people type about the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.core.clock import today
from xinqiao.core.forms import Day
from xinqiao.register.people.models import POST_LABELS, SchoolClass, Staff
from xinqiao.register.people.models.wishes import Hour, Reach


class AddStaff(forms.Form):
    """A new member of staff."""

    name = forms.CharField(label=_("姓名"), max_length=60)


class GivePost(forms.Form):
    """Who holds which post, from when."""

    staff = forms.ModelChoiceField(label=_("谁"), queryset=Staff.objects.none())
    post = forms.ChoiceField(label=_("岗位"), choices=[(post.value, label) for post, label in POST_LABELS.items()])
    school_class = forms.ModelChoiceField(
        label=_("班级（班主任要填）"), queryset=SchoolClass.objects.none(), required=False
    )
    deputy_for = forms.ModelChoiceField(label=_("代谁的班"), queryset=Staff.objects.none(), required=False)
    starts_on = Day(label=_("从哪天起"))
    ends_on = Day(label=_("到哪天止"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        serving = Staff.objects.filter(left_on=None).order_by("sort_key")
        classes = SchoolClass.objects.filter(year__starts_on__lte=today(), year__ends_on__gte=today())
        self.fields["staff"].queryset = serving  # type: ignore[attr-defined]
        self.fields["deputy_for"].queryset = serving  # type: ignore[attr-defined]
        self.fields["school_class"].queryset = classes.order_by("grade", "number")  # type: ignore[attr-defined]


class EndPost(forms.Form):
    """The last day of a post."""

    ends_on = Day(label=_("到哪天止"))


class CalendarDayForm(forms.Form):
    """A day on which the school departs from the public calendar."""

    day = Day(label=_("日期"))
    is_school_day = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("yes", _("上课")), ("no", _("不上课"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("说明"), max_length=40, required=False)


class YearForm(forms.Form):
    """A school year or a term."""

    what = forms.ChoiceField(
        label=_("建什么"), choices=[("term", _("学期")), ("year", _("学年"))], widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("名称"), max_length=20)
    starts_on = Day(label=_("开始"))
    ends_on = Day(label=_("结束"))


class RestrictContact(forms.Form):
    """Who may be called about a student."""

    may_be_contacted = forms.BooleanField(label=_("可以联系"), required=False)
    has_custody = forms.BooleanField(label=_("有监护权"), required=False)
    reason = forms.CharField(label=_("不能联系的原因，或联系时要注意什么"), max_length=200, required=False)


class ContactWishForm(forms.Form):
    """How a guardian wants to be reached."""

    how = forms.ChoiceField(label=_("怎么找我"), choices=Reach.choices, widget=forms.RadioSelect)
    when = forms.MultipleChoiceField(
        label=_("什么时候方便"), choices=Hour.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    number = forms.RegexField(
        r"^\+?[0-9][0-9 \-]{4,18}$",
        label=_("打这个号码"),
        required=False,
        help_text=_("不填，就打学校登记的号码。"),
        error_messages={"invalid": _("请写能拨通的号码，只用数字、空格和短横线。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    words = forms.CharField(
        label=_("还要说的一句"), max_length=80, required=False, help_text=_("例如：我上夜班，上午不要打。")
    )
