"""Must: how good a PIN and a passphrase of the own door have to be. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinqiao.register.accounts.services import passphrase_faults, pin_faults
from xinqiao.register.personal.rules import normal_sign_in

Sentence = str | Promise
PIN_DIGITS = 6


def secret_faults(
    words: str, *, by_pin: bool, known: Iterable[str], born: date | None = None, number: str = ""
) -> list[Sentence]:
    """What is wrong with a new PIN or passphrase, in sentences; none means it will do.

    Under fourteen six digits are enough: ten wrong ones close the door, and a class teacher, who knows
    birthdays and student numbers, is kept from guessing by those. From fourteen it is a passphrase, by the
    rules of everybody else's; four words of Chinese will do.
    """
    if not by_pin:
        return passphrase_faults(words, known)
    plain = unicodedata.normalize("NFKC", words).strip()
    if not (len(plain) == PIN_DIGITS and plain.isascii() and plain.isdigit()):
        return [_("密码是 6 个数字。")]
    if pin_faults(plain):
        return [_("这 6 个数字太好猜：重复的、连着的别人会先试。换一个。")]
    if _is_birthday(plain, born) or (plain in normal_sign_in(number)):
        return [_("别用生日，也别用学号里的数字：老师和同学都知道。换一个。")]
    return []


def _is_birthday(pin: str, born: date | None) -> bool:
    if born is None:
        return False
    day, month, short, long = f"{born:%d}", f"{born:%m}", f"{born:%y}", f"{born:%Y}"
    return pin in {short + month + day, day + month + short, month + day + short, long + month, month + long} or (
        pin in long + month + day
    )
