"""A large recording is looked at while it streams into the vault, so that it is never whole in memory nor on a disk.

What is small enough is held in memory, looked at whole and, if it is a picture,
written anew. Only a recording may be larger: its kind is in its first bytes, and
what could hide behind it in its last.
"""

import io
from typing import IO, Protocol

from django.utils.translation import gettext as _

from xinqiao.core.access import Problem
from xinqiao.core.vault.files import LONGEST, FileTooBig
from xinqiao.core.vault.media import Admitted, Media, admit

HELD = 32 << 20
FIRST, LAST = 1 << 20, 128 << 10
NOT_READ_HERE = {Media.DOCX, Media.ODT}


class Arriving(Protocol):
    """What comes from a browser."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at the end."""


def admitted(arriving: Arriving, name: str, size: int) -> Admitted:
    """What may be kept of what arrives. Raises `FileTooBig`, `NotAdmitted`, and `Problem` for what has to be saved as PDF first.

    `size` is what the browser says; more is refused as it comes. For a long
    recording the last check happens when the stream has been read to its end.
    """
    if size > LONGEST:
        raise FileTooBig(LONGEST)
    if size <= HELD:
        found = admit(io.BytesIO(_whole(arriving)), name)
    else:
        first = _exactly(arriving, FIRST)
        seen = admit(_sparse(first, b"", size), name)
        if not seen.media.is_recording:
            raise FileTooBig(HELD)
        found = Admitted(seen.media, seen.name, size, io.BufferedReader(_Looked(first, arriving, name, size), 1 << 20))
    if found.media in NOT_READ_HERE:
        raise Problem(_("文档要下载才能看，而记录不出室。请先存成 PDF，再加进来。"), status=422)
    return found


def _whole(arriving: Arriving) -> bytes:
    data = _exactly(arriving, HELD + 1)
    if len(data) > HELD:
        raise FileTooBig(HELD)
    return data


def _exactly(arriving: Arriving, most: int) -> bytes:
    gathered = io.BytesIO()
    while gathered.tell() < most and (some := arriving.read(min(most - gathered.tell(), 1 << 16))):
        gathered.write(some)
    return gathered.getvalue()


def _sparse(first: bytes, last: bytes, size: int) -> IO[bytes]:
    """What is known of a file that has gone by, as something that can be wound back."""
    return io.BufferedReader(_Sparse(first, last, size), FIRST)


class _Sparse(io.RawIOBase):
    """The beginning and the end of a file that has gone by; nothing is known between them."""

    def __init__(self, first: bytes, last: bytes, size: int) -> None:
        self._first, self._last, self._size, self._at = first, last, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        count = max(0, min(len(view), self._size - self._at, FIRST))
        piece = bytearray(count)
        for begins, known in ((0, self._first), (self._size - len(self._last), self._last)):
            low, high = max(self._at, begins), min(self._at + count, begins + len(known))
            if low < high:
                piece[low - self._at : high - self._at] = known[low - begins : high - begins]
        view[:count] = piece
        self._at += count
        return count


class _Looked(io.RawIOBase):
    """Passes on what arrives, remembers its end, and looks at that before it says that there is no more."""

    def __init__(self, first: bytes, arriving: Arriving, name: str, size: int) -> None:
        self._first, self._arriving, self._name, self._size = first, arriving, name, size
        self._waiting = memoryview(first)
        self._last, self._passed, self._is_over = first[-LAST:], len(first), False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._waiting:
            count = min(len(view), len(self._waiting))
            view[:count], self._waiting = self._waiting[:count], self._waiting[count:]
            return count
        piece = b"" if self._is_over else self._arriving.read(min(len(view), 1 << 16))
        if not piece:
            self._end()
            return 0
        self._passed += len(piece)
        if self._passed > LONGEST:
            raise FileTooBig(LONGEST)
        self._last = (self._last + piece)[-LAST:]
        view[: len(piece)] = piece
        return len(piece)

    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        if self._passed != self._size:
            raise Problem(_("文件没有传完，什么也没有存。请再传一次。"), status=422)
        admit(_sparse(self._first, self._last, self._passed), self._name)
