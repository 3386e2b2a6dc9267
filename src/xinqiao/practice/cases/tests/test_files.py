"""Files of a case: what is taken, what is not, how much memory it takes, and who opens them."""

import io
import json
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.cast import Cast
from tests.doors import browser_of
from xinqiao.core.access import Problem
from xinqiao.core.clock import freeze
from xinqiao.core.ledger.models import Entry
from xinqiao.core.vault.admitting import NotAdmitted
from xinqiao.core.vault.files import LONGEST
from xinqiao.core.vault.models import SealedChunk, SealedFile
from xinqiao.practice.cases import services
from xinqiao.practice.cases.models import Case, CaseFile, FileKind, Kind
from xinqiao.practice.cases.services import RecordingNotAgreed, Upload
from xinqiao.practice.cases.states import WrongState
from xinqiao.register.consents.rules import Giver, Purpose
from xinqiao.register.consents.tests.builders import signed, taken_back

from .builders import MUCH_LATER, file, filed, open_case, ready, start

MP3 = b"\xff\xfb\x90\x00" + bytes(413)
WORDS = "亲爱的老师：我想说的是……".encode()


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    with freeze(MUCH_LATER):
        yield


@pytest.fixture
def case(cast: Cast) -> Case:
    """Shen's case with Lin."""
    ready(cast)
    return open_case(cast)


def picture(kind: str = "JPEG") -> bytes:
    """A drawing that says where and by whom it was photographed."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "planted-place"
    Image.new("RGB", (60, 40), "white").save(out, kind, exif=exif)
    return out.getvalue()


def agreed(cast: Cast) -> None:
    """Lin and a guardian agree to be recorded."""
    for giver in (Giver.CLIENT, Giver.GUARDIAN):
        signed(cast, "lin", giver, Purpose.RECORDING)


def attach(cast: Cast, case: Case, data: bytes, name: str, kind: FileKind = FileKind.SCAN, **more: Any) -> CaseFile:
    """Shen puts a file to the case."""
    values: dict[str, Any] = {"actor": cast.actor("shen"), "token": uuid4(), "at": MUCH_LATER} | more
    return services.attach_file(case=case.pk, kind=kind, upload=Upload(io.BytesIO(data), name, len(data)), **values)


def send(cast: Cast, case: Case, data: bytes, name: str, by: str = "shen", kind: str = "scan", **more: Any) -> Any:
    """A file as the page's script sends it."""
    headers = {"X-File-Name": name, "X-File-Kind": kind, "X-File-Token": str(uuid4()), "X-File-Record": "", **more}
    address = reverse("cases:attach", args=[case.pk])
    return browser_of(cast, by, locked=True).post(
        address, data, content_type="application/octet-stream", headers=headers
    )


def got(cast: Cast, pk: UUID, by: str = "shen", **headers: str) -> Any:
    """A file as a browser gets it."""
    return browser_of(cast, by).get(reverse("cases:file", args=[pk]), headers=headers)


@pytest.mark.clause("REC-06")
def test_a_letter_is_sealed_like_a_record_and_opened_by_its_counsellor(cast: Cast, case: Case) -> None:
    answer = send(cast, case, WORDS, "letter.txt", kind="letter")

    kept = CaseFile.objects.get()
    opened = got(cast, kept.pk)
    assert answer.json() == {"kept": True}
    assert (kept.kind, kept.media, kept.size) == (FileKind.LETTER, "text/plain", len(WORDS))
    assert b"".join(opened.streaming_content) == WORDS
    assert WORDS not in b"".join(bytes(one.sealed) for one in SealedChunk.objects.all())
    assert b"letter.txt" not in bytes(SealedFile.objects.get().sealed)


def test_a_form_without_a_script_brings_a_file_too(cast: Cast, case: Case) -> None:
    sent = {"kind": "letter", "token": str(uuid4()), "file": SimpleUploadedFile("a.txt", WORDS)}

    answer = browser_of(cast, "shen").post(reverse("cases:attach", args=[case.pk]), sent)

    assert answer.status_code == 302
    assert CaseFile.objects.get().size == len(WORDS)


def test_a_picture_is_written_anew_without_what_it_says_of_its_place(cast: Cast, case: Case) -> None:
    kept = attach(cast, case, picture(), "drawing.jpg", FileKind.DRAWING)

    seen = b"".join(got(cast, kept.pk).streaming_content)

    assert b"planted-place" in picture()
    assert b"planted-place" not in seen
    assert Image.open(io.BytesIO(seen)).size == (60, 40)


def test_what_is_opened_runs_nothing_and_is_no_download(cast: Cast, case: Case) -> None:
    headers = got(cast, attach(cast, case, picture("PNG"), "林晚舟.png").pk).headers

    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("inline;")
    assert "no-store" in headers["Cache-Control"]


def docx() -> bytes:
    """A document that would have to be downloaded."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def bomb() -> bytes:
    """A picture of a few bytes that would fill gigabytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def polyglot() -> bytes:
    """A recording with an archive behind it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a.html", "<script>alert(1)</script>")
    return MP3 * 40 + out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing.svg"),
        (b"<!doctype html><script>alert(1)</script>", "letter.txt"),
        (picture(), "letter.pdf"),
        (b"MZ\x90\x00" + bytes(200), "scan.pdf"),
        (bomb(), "drawing.png"),
        (polyglot(), "talk.mp3"),
        (docx(), "letter.docx"),
        (b"%PDF-1.7\n1 0 obj<</JavaScript(x)>>endobj\n%%EOF", "scan.pdf"),
    ],
    ids=["svg", "page", "other-name", "program", "bomb", "polyglot", "document", "script-in-pdf"],
)
def test_what_is_not_what_it_says_is_not_taken(cast: Cast, case: Case, data: bytes, name: str) -> None:
    agreed(cast)

    answer = send(cast, case, data, name)

    assert answer.status_code in {409, 422}
    assert answer.json()["sentence"]
    assert not SealedFile.objects.exists()


@pytest.mark.clause("CNS-02")
def test_a_recording_needs_consent_to_it(cast: Cast, case: Case) -> None:
    with pytest.raises(RecordingNotAgreed):
        attach(cast, case, MP3 * 40, "talk.mp3", FileKind.OTHER)
    with pytest.raises(RecordingNotAgreed):
        attach(cast, case, WORDS, "talk.txt", FileKind.AUDIO)
    agreed(cast)

    assert attach(cast, case, MP3 * 40, "talk.mp3", FileKind.AUDIO).is_recording


@pytest.mark.clause("CNS-02")
def test_a_recording_is_used_no_more_once_consent_to_it_is_taken_back(cast: Cast, case: Case) -> None:
    agreed(cast)
    kept = attach(cast, case, MP3 * 40, "talk.mp3", FileKind.AUDIO)
    letter = attach(cast, case, WORDS, "letter.txt")
    taken_back(cast, "lin", purpose=Purpose.RECORDING)

    answer = got(cast, kept.pk)
    page = browser_of(cast, "shen").get(reverse("cases:listen", args=[kept.pk])).content.decode()

    assert answer.status_code == 409
    assert "这份录音停用" in answer.content.decode()
    assert "这份录音停用" in page
    assert "<audio" not in page
    assert not Entry.objects.filter(kind="cases.file_read").exists()
    assert got(cast, letter.pk).status_code == 200

    for giver in (Giver.CLIENT, Giver.GUARDIAN):
        signed(cast, "lin", giver, Purpose.RECORDING, signed_on=MUCH_LATER.date(), at=MUCH_LATER)
    assert got(cast, kept.pk).status_code == 200


def test_a_player_gets_the_stretch_it_asks_for_as_one_reading(cast: Cast, case: Case) -> None:
    agreed(cast)
    data = b"".join(MP3[:4] + random.Random(place).randbytes(413) for place in range(4000))
    kept = attach(cast, case, data, "talk.mp3", FileKind.AUDIO)

    for begins, ends in [(0, 99), (1_048_570, 1_048_600), (len(data) - 10, len(data) + 50)]:
        answer = got(cast, kept.pk, Range=f"bytes={begins}-{ends}")
        assert answer.status_code == 206
        assert b"".join(answer.streaming_content) == data[begins : ends + 1]
        assert answer.headers["Content-Range"] == f"bytes {begins}-{min(ends, len(data) - 1)}/{len(data)}"

    assert got(cast, kept.pk, Range=f"bytes={len(data)}-").status_code == 416
    readings = Entry.objects.filter(kind="cases.file_read")
    assert [json.loads(entry.body)["form"] for entry in readings] == ["player"]


def test_the_page_of_a_recording_opens_nothing_by_itself(cast: Cast, case: Case) -> None:
    agreed(cast)
    kept = attach(cast, case, MP3 * 40, "talk.mp3", FileKind.AUDIO)

    page = browser_of(cast, "shen").get(reverse("cases:listen", args=[kept.pk]))

    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    assert 'preload="none"' in page.content.decode()
    assert not Entry.objects.filter(kind="cases.file_read").exists()


def test_an_empty_file_is_not_taken(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAdmitted):
        attach(cast, case, b"", "empty.txt")


def test_sent_twice_it_is_kept_once(cast: Cast, case: Case) -> None:
    token = uuid4()

    first, second = (attach(cast, case, WORDS, "a.txt", token=token) for _each in range(2))

    assert first.pk == second.pk
    assert SealedFile.objects.count() == 1


def test_a_private_note_takes_no_file(cast: Cast, case: Case) -> None:
    note = start(cast, case, Kind.NOTE)

    with pytest.raises(Problem, match="笔记"):
        attach(cast, case, WORDS, "信.txt", record_id=note.pk)

    assert not CaseFile.objects.exists()


def test_a_file_of_another_case_s_paper_and_a_closed_case_take_nothing(cast: Cast, case: Case) -> None:
    other = filed(cast, open_case(cast, client="ayi"))

    answer = send(cast, case, WORDS, "a.txt", **{"X-File-Record": str(other.pk)})
    file(cast, start(cast, case, Kind.CLOSING))

    assert answer.status_code == 422
    with pytest.raises(WrongState):
        attach(cast, case, WORDS, "a.txt")


def test_more_than_the_vault_takes_is_refused_before_it_is_read(cast: Cast, case: Case) -> None:
    answer = send(cast, case, MP3, "talk.mp3", **{"Content-Length": str(LONGEST + 1)})

    assert answer.status_code in {409, 413, 422}
    assert "200 MB" in answer.json()["sentence"]


def test_what_did_not_come_whole_leaves_nothing(cast: Cast, case: Case) -> None:
    agreed(cast)
    upload = Upload(io.BytesIO(MP3 * 100_000), "talk.mp3", 40 << 20 | 1)

    with pytest.raises(Problem, match="没有传完"):
        services.attach_file(
            actor=cast.actor("shen"), case=case.pk, kind=FileKind.AUDIO, upload=upload, token=uuid4(), at=MUCH_LATER
        )

    assert not SealedFile.objects.exists()


@pytest.mark.parametrize("stranger", ["lu", "xu", "qin", "he", "bai", "ma"])
def test_a_stranger_adds_and_opens_nothing(cast: Cast, case: Case, stranger: str) -> None:
    kept = attach(cast, case, WORDS, "a.txt")
    browser = browser_of(cast, stranger)

    answers = [
        send(cast, case, WORDS, "b.txt", by=stranger),
        got(cast, kept.pk, by=stranger),
        browser.get(reverse("cases:listen", args=[kept.pk])),
        browser.get(reverse("cases:attach", args=[case.pk])),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert CaseFile.objects.count() == 1


MEMORY = """
import io, os, sys
def peak():
    return int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.path.insert(0, "src")
from xinqiao.practice.cases.services import streaming
FRAME, SIZE = b"\\xff\\xfb\\x90\\x00" + bytes(413), 200 << 20
class Sound:
    at = 0
    def read(self, size):
        begins, self.at = self.at, min(SIZE, self.at + size)
        count = self.at - begins
        return (FRAME * (count // len(FRAME) + 2))[begins % len(FRAME):][:count]
before = peak()
found = streaming.admitted(Sound(), "talk.mp3", SIZE)
total = 0
while piece := found.stream.read(1 << 20):
    total += len(piece)
print(total == SIZE, found.media.value, (peak() - before) >> 10)
"""


def test_two_hundred_megabytes_go_by_in_little_memory() -> None:
    setup = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'xinqiao.settings'; django.setup()\n"

    done = subprocess.run([sys.executable, "-c", setup + MEMORY], capture_output=True, text=True, check=True)

    is_whole, media, grown = done.stdout.split()
    assert (is_whole, media) == ("True", "audio/mpeg")
    assert int(grown) < 24
