"""The sheet in the envelope: a private key as groups of letters that a person can read out and type.

Eight groups of eight characters in Crockford's base 32, which has no I, L, O or
U. Each group is four bytes of the key and one check byte that depends on the
group's place, so that a slip of the pen, or two groups exchanged, is found in
its group.
"""

from hashlib import sha256

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP_BYTES, GROUP_CHARACTERS = 4, 8
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class WrongWords(Problem):
    """What was typed is not what stands on the sheet; the sentence says where.

    `place` is the group that holds the mistake, 0 where it is not one group's.
    """

    status = 422

    def __init__(self, message: str, *, place: int = 0) -> None:
        super().__init__(message)
        self.place = place


def write_words(private: bytes) -> str:
    """The groups, four and four characters, one group a line."""
    if len(private) % GROUP_BYTES:
        raise ValueError("a key is written in groups of four bytes")
    groups = [private[start : start + GROUP_BYTES] for start in range(0, len(private), GROUP_BYTES)]
    return "\n".join(_written(place, group) for place, group in enumerate(groups, 1))


def read_words(typed: str, groups: int = 8) -> bytes:
    """The key. Spaces, hyphens, lines and letter case do not matter. Raises `WrongWords`."""
    letters = "".join(typed.upper().split()).replace("-", "").translate(_READ_AS)
    if len(letters) != groups * GROUP_CHARACTERS:
        said = {"wanted": groups * GROUP_CHARACTERS, "given": len(letters)}
        raise WrongWords(_("恢复字应有 %(wanted)s 个字符，输入了 %(given)s 个。请对照信封里的那一页。") % said)
    parts = [letters[start : start + GROUP_CHARACTERS] for start in range(0, len(letters), GROUP_CHARACTERS)]
    return b"".join(_read(place, part) for place, part in enumerate(parts, 1))


def _written(place: int, group: bytes) -> str:
    number = int.from_bytes(group + _check(place, group), "big")
    letters = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _read(place: int, part: str) -> bytes:
    number = 0
    for letter in part:
        value = ALPHABET.find(letter)
        if value < 0:
            raise WrongWords(
                _("第 %(place)s 组里有恢复字不用的字符。请对照信封里的那一页。") % {"place": place}, place=place
            )
        number = number << 5 | value
    both = number.to_bytes(GROUP_BYTES + 1, "big")
    if both[GROUP_BYTES:] != _check(place, both[:GROUP_BYTES]):
        raise WrongWords(_("第 %(place)s 组抄错了。请对照信封里的那一页，只改这一组。") % {"place": place}, place=place)
    return both[:GROUP_BYTES]


def _check(place: int, group: bytes) -> bytes:
    return sha256(b"xinqiao/1/recovery/%d/" % place + group).digest()[:1]
