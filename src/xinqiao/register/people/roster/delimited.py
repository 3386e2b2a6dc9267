"""Text files: which letters, which separator, and then rows."""

import csv
import io
from collections import Counter

from .archive import ROWS_AT_MOST
from .cells import Row
from .problems import UnreadableFile, Why

SEPARATORS = (",", "\t", ";", "，", "|")
LOOKED_AT = 60
CELL_AT_MOST = 100_000


def read_delimited(data: bytes) -> list[Row]:
    """Read a text file whose letters and separator nobody has told us.

    Raises UnreadableFile when it is no text, or has no columns.
    """
    text = decode(data)
    if _is_markup(text):
        raise UnreadableFile(Why.WEB_PAGE)
    csv.field_size_limit(CELL_AT_MOST)
    separator = _separator(text)
    rows: list[Row] = []
    try:
        for fields in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(list(fields))
            if len(rows) > ROWS_AT_MOST:
                raise UnreadableFile(Why.TOO_MANY_ROWS, most=str(ROWS_AT_MOST))
    except csv.Error as wrong:
        raise UnreadableFile(Why.DAMAGED) from wrong
    return rows


def decode(data: bytes) -> str:
    """Turn bytes into text: a mark at the start, then UTF-8, then GB 18030."""
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(char < " " and char not in "\t\r\n\f\x1a" for char in text[:CELL_AT_MOST]):
            return text.rstrip("\x1a")
    raise UnreadableFile(Why.NOT_A_SPREADSHEET if b"\x00" in data[:4096] else Why.UNKNOWN_LETTERS)


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = data[:4096]
    if b"\x00" in start:
        little = start[1::2].count(0) >= start[::2].count(0)
        return ("utf-16-le",) if little else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _is_markup(text: str) -> bool:
    start = text[:2000].lstrip().lower()
    return start.startswith(("<html", "<!doctype", "<table", "<?xml", "<meta", "mime-version", "<head"))


def _separator(text: str) -> str:
    """Choose the separator that gives most lines the same number of columns."""
    start = text[:200_000].splitlines()[:LOOKED_AT]

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(start, delimiter=separator) if any(row))
        width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (lines, width) if width > 1 else (0, 0)

    best = max(SEPARATORS, key=agreement)
    return best if agreement(best) != (0, 0) else ","
