"""What people type. Whether it is right is decided further in; here only that it can be read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xinqiao.register.accounts.rules import LONGEST, LONGEST_PIN
from xinqiao.register.people.models import Staff

LONGEST_CODE = 40
LONGEST_REPLY = 20_000


def secret(autocomplete: str, **attributes: str) -> forms.PasswordInput:
    """A field that shows dots."""
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, **attributes})


def code_input(autocomplete: str = "off", inputmode: str = "text") -> forms.TextInput:
    """A field for a code that is copied from elsewhere."""
    return forms.TextInput(
        attrs={
            "autocomplete": autocomplete,
            "inputmode": inputmode,
            "autocapitalize": "off",
            "autocorrect": "off",
            "spellcheck": "false",
        }
    )


class SignIn(forms.Form):
    """Name and passphrase; a start code may stand in the passphrase's place."""

    sign_in = forms.CharField(
        label=_("登录名"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false", "autofocus": True}
        ),
    )
    passphrase = forms.CharField(
        label=_("口令"),
        max_length=LONGEST,
        strip=False,
        widget=secret("current-password"),
        help_text=_("第一次登录，在这里输入启动码。"),
    )


class NewPassphrase(forms.Form):
    """A new passphrase, twice."""

    new = forms.CharField(
        label=_("新口令"),
        max_length=LONGEST * 2,
        strip=False,
        widget=secret("new-password"),
        help_text=_("至少 10 个字符，或四个用空格隔开的词。一句只有你会说的话，比一串符号好记，也更难猜。"),
    )
    again = forms.CharField(label=_("再写一遍"), max_length=LONGEST * 2, strip=False, widget=secret("new-password"))

    def clean(self) -> dict[str, Any]:
        """Both must be the same: nobody can look up what was mistyped."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("两遍写得不一样。"))
        return cleaned


class ChangePassphrase(NewPassphrase):
    """The old passphrase and a new one."""

    field_order = ("old", "new", "again")
    old = forms.CharField(label=_("现在的口令"), max_length=LONGEST, strip=False, widget=secret("current-password"))


class SetPin(forms.Form):
    """The PIN of the screen lock."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=LONGEST_PIN,
        widget=secret("off", inputmode="numeric"),
        help_text=_("6 到 12 位数字。只用来打开锁住的屏幕，不能用来登录。"),
    )
    again = forms.CharField(label=_("再写一遍"), max_length=LONGEST_PIN, widget=secret("off", inputmode="numeric"))

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "pin" in cleaned and "again" in cleaned and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", _("两遍写得不一样。"))
        return cleaned


class PhoneCode(forms.Form):
    """Six digits from a phone."""

    phone_code = forms.CharField(
        label=_("手机上的六位数字"), max_length=LONGEST_CODE, widget=code_input("one-time-code", "numeric")
    )


class ComputerCode(forms.Form):
    """The director's code for this computer."""

    computer_code = forms.CharField(label=_("主任给的电脑码"), max_length=LONGEST_CODE, widget=code_input())


class RecoveryCode(forms.Form):
    """One of the ten codes on paper."""

    recovery_code = forms.CharField(label=_("备用码"), max_length=LONGEST_CODE, widget=code_input())


class PasskeyReply(forms.Form):
    """What the browser replied; filled in by the script."""

    passkey_reply = forms.CharField(max_length=LONGEST_REPLY, widget=forms.HiddenInput)
    passkey_name = forms.CharField(
        label=_("给它起个名字"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class OpenScreen(forms.Form):
    """The PIN, or the passphrase where no PIN has been set or it is forgotten."""

    words = forms.CharField(max_length=LONGEST, strip=False, widget=secret("off", autofocus="autofocus"))

    def __init__(self, *args: Any, by_pin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("PIN") if by_pin else _("口令")
        if by_pin:
            self.fields["words"].widget.attrs["inputmode"] = "numeric"
        else:
            self.fields["words"].widget.attrs["autocomplete"] = "current-password"


class MakeAccount(forms.Form):
    """For whom, and under which name."""

    staff = forms.ModelChoiceField(label=_("给谁"), queryset=Staff.objects.none(), empty_label=_("请选择"))
    sign_in = forms.CharField(
        label=_("登录名"),
        max_length=40,
        widget=code_input(),
        help_text=_("汉字、字母、数字都可以，比如姓名的拼音。不要用证件号。"),
    )

    def __init__(self, *args: Any, people: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["staff"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Staff.objects.filter(pk__in=[one.pk for one in people]).order_by("sort_key")


class OpenVault(forms.Form):
    """The passphrase, to unlock."""

    passphrase = forms.CharField(
        label=_("口令"), max_length=LONGEST, strip=False, widget=secret("current-password", autofocus="autofocus")
    )


class ReopenAccount(forms.Form):
    """Whether a key that nobody will be able to open any more is ended; asked only where there is one."""

    end_key = forms.BooleanField(
        label=_("停用原来的钥匙：用它密封的记录，要凭信封里的恢复钥匙才能恢复给本人"), required=False
    )

    def __init__(self, *args: Any, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_key:
            self.fields["end_key"].widget = forms.HiddenInput()


class ResetAccount(ReopenAccount):
    """Whether the second step goes, too."""

    clear_factors = forms.BooleanField(
        label=_("第二步也重来：手机丢了或换了，旧的手机、通行密钥、备用码和登记过的电脑都不再算数"), required=False
    )
