"""The unlocked keys of one person, in memory, for one request.

A keyring cannot be printed, copied or pickled, so that it reaches neither a log
nor a job's arguments. It is wiped when its block ends, as far as Python lets a
program wipe memory: the library that does the work makes copies of its own.
"""

from typing import NoReturn
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from xinqiao.core.access import Problem
from xinqiao.core.vault import people
from xinqiao.core.vault.sealed import Place


class Locked(Problem):
    """The vault is locked: never opened here, locked meanwhile, or its time is over."""

    def __init__(self) -> None:
        super().__init__(str(_("保险柜已锁上。请用口令重新开锁；写到一半的内容还在。")))


class Keyring:
    """Private halves that open and sign, and are never handed out."""

    __slots__ = ("_opening", "_signing", "owner", "person_key")

    def __init__(self, *, owner: UUID, person_key: UUID, opening: bytes, signing: bytes) -> None:
        self.owner, self.person_key = owner, person_key
        self._opening, self._signing = bytearray(opening), bytearray(signing)

    def open(self, place: Place, sealed: bytes) -> bytes:
        """Open what was sealed to this person. Raises `SealBroken`, and `Locked` after the end."""
        return people.open_with(self._alive(self._opening), place, sealed)

    def sign(self, message: bytes) -> bytes:
        """Sign as this person. Raises `Locked` after the end."""
        return people.sign(self._alive(self._signing), message)

    def wipe(self) -> None:
        """Overwrite the keys; nothing opens from now on."""
        for key in (self._opening, self._signing):
            key[:] = bytes(len(key))
            key.clear()

    def _alive(self, key: bytearray) -> bytes:
        if not key:
            raise Locked
        return bytes(key)

    def __repr__(self) -> str:
        return "<keyring>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a keyring stays in the request that unlocked it")

    def __copy__(self) -> NoReturn:
        raise TypeError("a keyring is not copied")

    def __deepcopy__(self, memo: object) -> NoReturn:
        raise TypeError("a keyring is not copied")
