"""Must: how good a passphrase and a PIN have to be, how long things last, how many tries there are. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise

START_CODE_LASTS = timedelta(days=14)
COMPUTER_CODE_LASTS = timedelta(minutes=15)
COMPUTER_LASTS = timedelta(days=365)
HALF_SIGNED_IN_LASTS = timedelta(minutes=15)
SIGNED_IN_LASTS = timedelta(hours=12)
CHALLENGE_LASTS = timedelta(minutes=3)
TRIES_AT_SECOND_STEP = 5
TRIES_AT_LOCK = 5
RECOVERY_CODES = 10
PASSKEYS_AT_MOST = 8
SESSIONS_AT_MOST = 10
COMPUTERS_IN_A_COOKIE = 8
DEMO_KINDS = ("demo", "test")

SHORTEST, FEWEST_WORDS, LONGEST = 10, 4, 200
SHORTEST_PIN, LONGEST_PIN = 6, 12
SHORTEST_SIGN_IN, LONGEST_SIGN_IN = 2, 40
DIGITS_LIKE_AN_ID = 11
FEWEST_LETTERS = 5
SHORTEST_TELLTALE = 2
LEAST_LEFT = 6

COMMON = frozenset(
    [
        "password",
        "passw0rd",
        "p@ssword",
        "p@ssw0rd",
        "passphrase",
        "qwerty",
        "qwertyuiop",
        "qwert",
        "asdfgh",
        "asdfghjkl",
        "zxcvbn",
        "zxcvbnm",
        "1qaz2wsx",
        "1q2w3e4r",
        "abc123",
        "abcd1234",
        "a123456",
        "a123456789",
        "iloveyou",
        "woaini",
        "woaini520",
        "woaini1314",
        "5201314",
        "admin",
        "administrator",
        "root",
        "welcome",
        "letmein",
        "monkey",
        "dragon",
        "master",
        "login",
        "superman",
        "football",
        "baseball",
        "sunshine",
        "princess",
        "hello",
        "test",
        "guest",
        "user",
        "changeme",
        "secret",
        "default",
        "system",
        "school",
        "teacher",
        "student",
        "xinqiao",
        "xinli",
        "xinlizixun",
        "xuexiao",
        "laoshi",
        "mima",
        "zhongguo",
        "china",
        "qq123456",
        "aa123456",
        "asd123456",
        "qwe123456",
        "zxc123456",
        "abc123456",
        "aini1314",
        "caonima",
        "wodemima",
        "nihao",
        "密码",
        "口令",
        "我的密码",
        "我的口令",
        "心桥",
        "心理咨询",
        "心理辅导",
        "学校",
        "老师",
        "我爱你",
        "中国",
    ]
)
ROWS = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def normal(words: str) -> str:
    """As the stretching sees it, in small letters: for comparing, never for storing."""
    return unicodedata.normalize("NFKC", words).lower()


def passphrase_faults(words: str, telltales: Iterable[str]) -> list[Sentence]:
    """What is wrong with a passphrase, in sentences; none means it will do.

    `telltales` are what others know of its owner: sign-in name, name, pinyin,
    the school's name. ASVS 5.0 (6.2) asks for length and for a list of common
    ones, not for a mixture of signs.
    """
    plain = normal(words)
    bare = "".join(letter for letter in plain if letter.isalnum())
    if len(plain) > LONGEST:
        return [_("口令最多 200 个字。")]
    if not _is_long_enough(plain):
        return [_("口令至少要 10 个字符，或四个用空格隔开的词。可以是一句只有你会说的话。")]
    if bare.isdigit():
        return [_("全是数字的口令太容易猜：学号、身份证号、电话号码别人也知道。加几个字进去。")]
    if len(set(bare)) < FEWEST_LETTERS or _is_a_row(bare):
        return [_("这个口令是重复的或键盘上连着的字符，太容易猜。")]
    if _is_common(bare):
        return [_("这个口令很多人都在用，猜的人会先试它。换一句只有你会说的话。")]
    if _gives_away(bare, telltales):
        return [_("口令里除了姓名、登录名或学校名，几乎没有别的。这些别人也知道，换一句话。")]
    return []


def pin_faults(pin: str) -> list[Sentence]:
    """What is wrong with the PIN of the screen lock, in sentences."""
    plain = unicodedata.normalize("NFKC", pin)
    if not (plain.isascii() and plain.isdigit() and SHORTEST_PIN <= len(plain) <= LONGEST_PIN):
        return [_("PIN 是 6 到 12 位数字。")]
    if len(set(plain)) <= 2 or _is_a_row(plain):
        return [_("这个 PIN 是重复的或连着的数字，站在旁边的人一眼就记住了。")]
    return []


def _is_long_enough(plain: str) -> bool:
    words = [word for word in plain.split() if len(word) >= 2]
    return len(plain.strip()) >= SHORTEST or len(set(words)) >= FEWEST_WORDS


def _is_a_row(bare: str) -> bool:
    return any(bare in row * 3 or bare in row[::-1] * 3 for row in ROWS)


def _is_common(bare: str) -> bool:
    """Common as it stands, with digits around it, or said twice, which is what guessers try next."""
    core = bare.strip("0123456789")
    half = core[: len(core) // 2]
    return bare in COMMON or core in COMMON or (half * 2 == core and half in COMMON)


def _gives_away(bare: str, telltales: Iterable[str]) -> bool:
    """Whether little is left when what others know is taken out, and digits; a Chinese character counts twice."""
    rest = bare
    known = {"".join(letter for letter in normal(one) if letter.isalnum()) for one in telltales}
    for one in sorted(known, key=len, reverse=True):
        if len(one) >= SHORTEST_TELLTALE:
            rest = rest.replace(one, "")
    left = sum(1 if letter.isascii() else 2 for letter in rest if not letter.isdigit())
    return rest != bare and left < LEAST_LEFT


def sign_in_faults(name: str) -> list[Sentence]:
    """What is wrong with a sign-in name."""
    good = all(letter.isalnum() or letter in "._-" for letter in name)
    if not good or not SHORTEST_SIGN_IN <= len(name) <= LONGEST_SIGN_IN:
        return [_("登录名用 2 到 40 个字：汉字、字母、数字，或 . _ - 。")]
    if sum(map(str.isdigit, name)) >= DIGITS_LIKE_AN_ID:
        return [_("登录名不要用证件号或电话号码：它会留在很多地方。")]
    return []


def is_invented_school() -> bool:
    """Whether this is a demonstration: the only place where a code that stays is good for anything."""
    return settings.XINQIAO_KIND in DEMO_KINDS
