"""Office documents are zip archives. They are kept as they are and never unpacked here; only their list is read."""

import re
import zipfile
from typing import IO

from xinqiao.core.vault.admitting import NotAdmitted, Why

ENTRIES_AT_MOST = 2_000
LIST_AT_MOST = 1024 * 1024
UNPACKED_AT_MOST = 200 * 1024 * 1024
# Office XML packs to a tenth or so; a bomb packs to a thousandth.
RATIO_AT_MOST = 150
RATIO_COUNTS_FROM = 1024 * 1024
END = b"PK\x05\x06"
END_BYTES = 22
END64 = b"PK\x06\x07"
END64_BYTES = 20
ODT = b"application/vnd.oasis.opendocument.text"
_ACTIVE = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/activex/|^basic/|^scripts/|/embeddings/.*\.(bin|exe)$")


def look_into(stream: IO[bytes], size: int) -> str:
    """Whether it is a "docx" or an "odt". Raises `NotAdmitted`, also for any other archive."""
    _check_ends(stream, size)
    try:
        with zipfile.ZipFile(stream) as packed:
            entries = packed.infolist()
            _check_entries(entries)
            return _kind(packed, {entry.filename.lower() for entry in entries})
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, KeyError):
        raise NotAdmitted(Why.DAMAGED) from None


def _check_ends(stream: IO[bytes], size: int) -> None:
    """The list ends the file and says how long it is, before anything reads all of it.

    What stands before the first entry, behind the last word, or in a longer
    list than an office document has belongs to another file or to a bomb.
    """
    tail_bytes = min(size, END_BYTES + END64_BYTES)
    stream.seek(size - tail_bytes)
    tail = stream.read(tail_bytes)
    end = tail[-END_BYTES:]
    if not end.startswith(END):
        stream.seek(max(0, size - 66_000))
        raise NotAdmitted(Why.TWO_IN_ONE if END in stream.read(66_000) else Why.DAMAGED)
    entries, length, start = (int.from_bytes(end[at:to], "little") for at, to in ((10, 12), (12, 16), (16, 20)))
    if entries > ENTRIES_AT_MOST or length > LIST_AT_MOST or tail.startswith(END64):
        raise NotAdmitted(Why.BOMB)
    if start + length != size - END_BYTES:
        raise NotAdmitted(Why.TWO_IN_ONE)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(map(_wanders, names)):
        raise NotAdmitted(Why.DAMAGED)
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotAdmitted(Why.LOCKED)
    if sum(entry.file_size for entry in entries) > UNPACKED_AT_MOST:
        raise NotAdmitted(Why.BOMB)
    for entry in entries:
        if entry.file_size > max(RATIO_COUNTS_FROM, RATIO_AT_MOST * entry.compress_size):
            raise NotAdmitted(Why.BOMB)


def _wanders(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or ":" in name or "\x00" in name


def _kind(packed: zipfile.ZipFile, names: set[str]) -> str:
    if any(_ACTIVE.search(name) for name in names):
        raise NotAdmitted(Why.MACROS)
    if "word/document.xml" in names and "[content_types].xml" in names:
        with packed.open("[Content_Types].xml") as types:
            if b"macroenabled" in types.read(LIST_AT_MOST).lower():
                raise NotAdmitted(Why.MACROS)
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        with packed.open("mimetype") as mimetype:
            if mimetype.read(len(ODT) + 1) == ODT:
                return "odt"
    raise NotAdmitted(Why.UNKNOWN)
