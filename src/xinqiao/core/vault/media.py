"""What a file really is, by its bytes; a name is only held against it.

What is not on the list is not taken: no SVG, no page, no program, no archive.
Pictures are taken apart and their pixels written anew, so that no place, camera,
name or comment goes with them, and no second file either. PDF, recordings,
text and office documents stay as they are, with whatever they say of themselves
(the author of a document, the device of a recording): they are looked at, not
rewritten. The look into a PDF finds scripts and files that are not hidden in
its compressed parts; it is a sieve, not a proof.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from xinqiao.core.vault.admitting import NotAdmitted, Why
from xinqiao.core.vault.packed import look_into
from xinqiao.core.vault.pictures import rewrite_picture

MIB = 1024 * 1024
HEAD = 4096
TAIL = 66_000
LONGEST_NAME = 120


class Media(StrEnum):
    """What is taken. The values are media types and stand in the sealed header."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    PDF = "application/pdf"
    TEXT = "text/plain"
    MP3 = "audio/mpeg"
    M4A = "audio/mp4"
    AAC = "audio/aac"
    WAV = "audio/wav"
    OGG = "audio/ogg"
    AMR = "audio/amr"
    MP4 = "video/mp4"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"

    @property
    def is_picture(self) -> bool:
        """A drawing, a photograph, a scan."""
        return self.value.startswith("image/")

    @property
    def is_recording(self) -> bool:
        """A voice or a face: it needs consent to be recorded."""
        return self.value.startswith(("audio/", "video/"))


SUFFIXES = {
    Media.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Media.PNG: ("png",),
    Media.WEBP: ("webp",),
    Media.GIF: ("gif",),
    Media.PDF: ("pdf",),
    Media.TEXT: ("txt", "md"),
    Media.MP3: ("mp3",),
    Media.M4A: ("m4a", "mp4"),
    Media.AAC: ("aac",),
    Media.WAV: ("wav",),
    Media.OGG: ("ogg", "oga", "opus"),
    Media.AMR: ("amr",),
    Media.MP4: ("mp4", "m4v", "mov", "3gp"),
    Media.DOCX: ("docx",),
    Media.ODT: ("odt",),
}
_LARGER = {Media.PDF: 100 * MIB, Media.DOCX: 50 * MIB, Media.ODT: 50 * MIB, Media.TEXT: 2 * MIB}
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_VIDEO = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV", b"qt  "}
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|\?php)\b", re.IGNORECASE)
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_ZIP_END = b"PK\x05\x06\x00\x00\x00\x00"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Admitted:
    """A file that may be kept: what it is, what it is called, and from where to read it."""

    media: Media
    name: str
    size: int
    stream: IO[bytes]


def admit(stream: IO[bytes], name: str) -> Admitted:
    """Look at an uploaded file before it is sealed. `stream` can be wound back. Raises `NotAdmitted`.

    Gives another stream for a picture, the same one otherwise.
    """
    size = stream.seek(0, io.SEEK_END)
    name = clean_name(name)
    if not size:
        raise NotAdmitted(Why.EMPTY)
    media = _recognise(stream, size, name)
    _compare_with_name(media, name)
    most = at_most(media)
    if size > most:
        raise NotAdmitted(Why.TOO_BIG, most=str(most // MIB))
    if media.is_picture:
        return _rewritten(stream, media, name)
    if media not in {Media.DOCX, Media.ODT}:
        _refuse_second_file(stream, size)
    if media is Media.PDF:
        _check_pdf(stream, size)
    if media is Media.TEXT:
        _check_text(stream)
    stream.seek(0)
    return Admitted(media, name, size, stream)


def at_most(media: Media) -> int:
    """How many bytes a file of this kind may have."""
    if media.is_picture:
        return 30 * MIB
    return _LARGER.get(media, 200 * MIB)


def clean_name(name: str) -> str:
    """The last part of a path, without anything that does not show or turns the writing round."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    if dot and len(suffix) <= 5:
        return stem[: LONGEST_NAME - len(suffix) - 1] + dot + suffix
    return shown[:LONGEST_NAME] or "-"


def _recognise(stream: IO[bytes], size: int, name: str) -> Media:
    stream.seek(0)
    head = stream.read(HEAD)
    found = _by_first_bytes(head) or _sound_without_a_name(stream, head)
    if found is None and head.startswith(b"PK\x03\x04"):
        found = {"docx": Media.DOCX, "odt": Media.ODT}[look_into(stream, size)]
    if found is Media.MP4 and _suffix(name) == "m4a":
        return Media.M4A  # many recorders write a film's brand
    if found is not None:
        return found
    if _PAGE.search(head) or head.lstrip().startswith((b"<?xml", b"#!")):
        raise NotAdmitted(Why.WEB_PAGE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and _suffix(name) in SUFFIXES[Media.TEXT]:
        raise NotAdmitted(Why.LETTERS)
    if (_suffix(name) in SUFFIXES[Media.TEXT] and b"\x00" not in head) or _is_text(head):
        return Media.TEXT
    raise NotAdmitted(Why.UNKNOWN)


def _by_first_bytes(head: bytes) -> Media | None:
    if head.startswith(b"RIFF"):
        return {b"WEBP": Media.WEBP, b"WAVE": Media.WAV}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    beginnings = {
        b"\xff\xd8\xff": Media.JPEG,
        b"\x89PNG\r\n\x1a\n": Media.PNG,
        b"GIF87a": Media.GIF,
        b"GIF89a": Media.GIF,
        b"%PDF-": Media.PDF,
        b"OggS\x00": Media.OGG,
        b"#!AMR\n": Media.AMR,
        b"#!AMR-WB\n": Media.AMR,
    }
    return next((media for beginning, media in beginnings.items() if head.startswith(beginning)), None)


def _by_brand(brand: bytes) -> Media | None:
    if brand in _HEIC:
        raise NotAdmitted(Why.HEIC)
    if brand in {b"M4A ", b"M4B "}:
        return Media.M4A
    return Media.MP4 if brand in _VIDEO or brand.startswith(b"3gp") else None


def _sound_without_a_name(stream: IO[bytes], head: bytes) -> Media | None:
    """MP3 and AAC have no beginning of their own, only frames; a tag of any length may stand before."""
    if head.startswith(b"ID3") and len(head) > 10:
        tag = 0
        for seven_bits in head[6:10]:
            tag = tag << 7 | seven_bits & 0x7F
        stream.seek(10 + tag)
        frames = stream.read(HEAD).lstrip(b"\x00")
        return _frames(frames)
    return _frames(head)


def _frames(data: bytes) -> Media | None:
    """ISO 11172-3 and 13818-7: eleven or twelve bits set, the layer, then values that are not reserved."""
    if len(data) < 4 or data[0] != 0xFF:
        return None
    if data[1] & 0xF6 == 0xF0:
        return Media.AAC
    is_layer_three = data[1] & 0xE6 == 0xE2
    return Media.MP3 if is_layer_three and data[2] >> 4 not in {0, 15} and data[2] >> 2 & 3 != 3 else None


def _suffix(name: str) -> str:
    _stem, dot, suffix = name.rpartition(".")
    return suffix.lower() if dot else ""


def _compare_with_name(media: Media, name: str) -> None:
    suffix = _suffix(name)
    if suffix and suffix not in SUFFIXES[media]:
        raise NotAdmitted(Why.OTHER_NAME, suffix=suffix[:10], found=SUFFIXES[media][0].upper())


def _rewritten(stream: IO[bytes], media: Media, name: str) -> Admitted:
    stream.seek(0)
    pixels = rewrite_picture(stream.read(), media.name)
    if media is Media.GIF:
        media, name = Media.PNG, re.sub(r"\.gif$", ".png", name, flags=re.IGNORECASE)
    return Admitted(media, name, len(pixels), io.BytesIO(pixels))


def _refuse_second_file(stream: IO[bytes], size: int) -> None:
    """A page at the front or an archive at the back: what one program plays, another would unpack or run."""
    stream.seek(0)
    if _PAGE.search(stream.read(HEAD)):
        raise NotAdmitted(Why.WEB_PAGE)
    stream.seek(max(0, size - TAIL))
    if _ZIP_END in stream.read(TAIL):
        raise NotAdmitted(Why.TWO_IN_ONE)


def _check_pdf(stream: IO[bytes], size: int) -> None:
    stream.seek(max(0, size - 1024))
    if b"%%EOF" not in stream.read(1024):
        raise NotAdmitted(Why.DAMAGED)
    stream.seek(0)
    before = b""
    while piece := stream.read(MIB):
        if _ACTIVE.search(before + piece):
            raise NotAdmitted(Why.ACTIVE)
        before = piece[-32:]


def _check_text(stream: IO[bytes]) -> None:
    stream.seek(0)
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAdmitted(Why.LETTERS) from None
    if _CONTROL.search(text):
        raise NotAdmitted(Why.UNKNOWN)


def _is_text(head: bytes) -> bool:
    """Whether the beginning reads as text; a character cut in two at its end does not count."""
    text = head.decode("utf-8", "replace").rstrip("\ufffd")
    return "\ufffd" not in text and not _CONTROL.search(text)
