"""What people type at the own door, and at the desk for it. Whether it is right is decided further in.

Nothing here is offered to be kept or filled in by a browser: a PIN is marked as a
code for one time, the only mark that keeps a browser from offering to remember it.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.register.personal.models import DoorRules
from xinqiao.register.personal.rules import OLDEST, YOUNGEST

LONGEST = 200
ONCE = "one-time-code"


def plain_input(**attributes: str) -> forms.TextInput:
    """A field that a browser neither fills in, corrects nor remembers."""
    quiet = {"autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false"}
    return forms.TextInput(attrs=quiet | attributes)


def secret_input(**attributes: str) -> forms.PasswordInput:
    """A field that shows dots and is not remembered."""
    return forms.PasswordInput(attrs={"autocomplete": ONCE, "spellcheck": "false", **attributes})


class Enter(forms.Form):
    """Sign-in name, and words of one's own or the code on the slip."""

    sign_in = forms.CharField(
        label=_("登录名"),
        max_length=80,
        widget=plain_input(autofocus="autofocus"),
        help_text=_("学生是学号；家长的在纸条上。"),
    )
    words = forms.CharField(
        label=_("密码，或纸条上的码"),
        max_length=LONGEST,
        strip=False,
        widget=secret_input(),
        help_text=_("第一次来，输入纸条上的码。大小写、横线都不要紧。"),
    )
    is_own = forms.BooleanField(label=_("这是我自己的手机或电脑"), required=False)

    def __init__(self, *args: Any, may_be_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_own:
            del self.fields["is_own"]


class NewWords(forms.Form):
    """A new PIN or passphrase, twice."""

    new = forms.CharField(max_length=LONGEST * 2, strip=False, widget=secret_input())
    again = forms.CharField(label=_("再写一遍"), max_length=LONGEST * 2, strip=False, widget=secret_input())

    def __init__(self, *args: Any, by_pin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.fields["new"]
        if by_pin:
            new.label, new.help_text = _("新密码"), _("6 个数字。别用生日和学号。")
            for field in self.fields.values():
                field.widget.attrs["inputmode"] = "numeric"
        else:
            new.label = _("新密码")
            new.help_text = _("一句只有你会说的话，至少 10 个字；或者四个用空格隔开的词，比如“海棠 窗外 第三排 下雨”。")

    def clean(self) -> dict[str, Any]:
        """Both must be the same: nobody can look up what was mistyped."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("两遍写得不一样。"))
        return cleaned


class ChangeWords(NewWords):
    """The words in force and new ones."""

    field_order = ("old", "new", "again")
    old = forms.CharField(label=_("现在的密码"), max_length=LONGEST, strip=False, widget=secret_input())


class Code(forms.Form):
    """The code that a counsellor gave from hand to hand."""

    code = forms.CharField(label=_("老师给的码"), max_length=40, widget=plain_input())


class SetDoorRules(forms.Form):
    """What the school decides about the own door."""

    lowest_age = forms.IntegerField(
        label=_("满几岁有自己的账号"),
        min_value=YOUNGEST,
        max_value=OLDEST,
        help_text=_("不到这个年龄的不发纸条，由老师和监护人当面约。没有出生日期的按年级算。"),
    )
    guardians = forms.BooleanField(label=_("家长也可以有账号"), required=False)
    networks = forms.CharField(
        label=_("学校的网段"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("一行一个。从这些地址来的，都当作公用电脑：十分钟不动就退出。留空就是没有公用电脑。"),
    )
    address = forms.CharField(
        label=_("纸条上印的网址"),
        required=False,
        max_length=120,
        widget=plain_input(inputmode="url"),
        help_text=_("学生在机房和手机上打得开的那个网址。留空就印你现在用的这个。"),
    )

    @staticmethod
    def started(rules: DoorRules) -> dict[str, object]:
        """What stands in the form before anybody changes it."""
        return {
            "lowest_age": rules.lowest_age,
            "guardians": rules.guardians,
            "networks": "\n".join(rules.networks),
            "address": rules.address,
        }
