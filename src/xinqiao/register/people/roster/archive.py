"""A look into the packed file before a spreadsheet library opens it.

An xlsx or ods file is a zip of XML. What is checked here keeps a zip bomb, an
external entity or a million rows from ever reaching the parser.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from .problems import UnreadableFile, Why

ENTRIES_AT_MOST = 2_000
UNPACKED_AT_MOST = 200 * 1024 * 1024
# Spreadsheet XML packs to a tenth or so; a bomb packs to a thousandth.
RATIO_AT_MOST = 150
RATIO_COUNTS_FROM = 1024 * 1024
ROWS_AT_MOST = 100_000
CHUNK = 1024 * 1024

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_FILLED = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def inspect(data: bytes) -> str:
    """Return the kind of workbook, "xlsx" or "ods".

    Raises UnreadableFile for whatever no school's roster looks like.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            _check_entries(entries)
            kind = _kind({entry.filename for entry in entries})
            for entry in entries:
                if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_part(packed, entry)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as wrong:
        # RuntimeError is what zipfile says to an encrypted entry.
        why = Why.PASSWORD if "encrypted" in str(wrong) else Why.DAMAGED
        raise UnreadableFile(why) from wrong
    return kind


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES_AT_MOST:
        raise UnreadableFile(Why.ODD_ARCHIVE)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(map(_wanders, names)):
        raise UnreadableFile(Why.ODD_ARCHIVE)
    if sum(entry.file_size for entry in entries) > UNPACKED_AT_MOST:
        raise UnreadableFile(Why.PACKED_TOO_TIGHTLY)
    for entry in entries:
        allowed = max(RATIO_COUNTS_FROM, RATIO_AT_MOST * entry.compress_size)
        if entry.file_size > allowed:
            raise UnreadableFile(Why.PACKED_TOO_TIGHTLY)


def _wanders(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name or ":" in name or "\x00" in name


def _kind(names: set[str]) -> str:
    lowered = {name.lower() for name in names}
    if "xl/workbook.xml" in lowered:
        return "xlsx"
    if "content.xml" in lowered and "mimetype" in lowered:
        return "ods"
    if "xl/workbook.bin" in lowered or any(name.endswith(".iwa") for name in lowered):
        raise UnreadableFile(Why.OTHER_PROGRAM)
    raise UnreadableFile(Why.NOT_A_SPREADSHEET)


def _check_part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse declarations, other encodings, and more rows than a school has."""
    rows = filled = 0
    for piece in _pieces(packed, entry):
        if _DECLARES.search(piece):
            raise UnreadableFile(Why.FOREIGN_ENTITIES)
        rows += len(_ROW.findall(piece))
        filled += len(_FILLED.findall(piece))
        # Styled but empty rows are common and harmless: both must be many.
        if rows > ROWS_AT_MOST and filled > ROWS_AT_MOST:
            raise UnreadableFile(Why.TOO_MANY_ROWS, most=str(ROWS_AT_MOST))


def _pieces(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part in pieces that never cut a tag in two."""
    rest = b""
    with packed.open(entry) as part:
        while chunk := part.read(CHUNK):
            if not rest and part.tell() <= CHUNK and chunk.startswith(_UTF16):
                # The checks above read bytes; another encoding would hide from them.
                raise UnreadableFile(Why.FOREIGN_ENTITIES)
            whole, cut, tail = (rest + chunk).rpartition(b"<")
            yield whole
            rest = cut + tail
    yield rest
