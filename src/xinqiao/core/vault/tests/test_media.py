"""What a file is, its bytes say; what does not belong is refused with a sentence; a picture leaves its metadata behind."""

import io
import os
import subprocess
import sys
import zipfile

import pytest
from PIL import Image, PngImagePlugin

from xinqiao.core.vault.admitting import SENTENCES, NotAdmitted, Why
from xinqiao.core.vault.media import Media, admit, clean_name

from .samples import (
    AAC,
    DOCX_PARTS,
    EVERY_KIND,
    ID3,
    MP3,
    PDF,
    WAV,
    archive,
    docx,
    film,
    odt,
    picture,
    png_that_says,
)

PLANTED = b"PLANTED-116.397"


def look(name, data):
    return admit(io.BytesIO(data), name)


def why(name, data):
    with pytest.raises(NotAdmitted) as refused:
        look(name, data)
    assert "%(" not in str(refused.value)
    return refused.value.why


@pytest.mark.parametrize(("name", "data", "media"), EVERY_KIND)
def test_every_kind_on_the_list_is_taken_for_what_it_is(name, data, media):
    got = look(name, data)

    assert (got.media, got.name) == (media, name)
    if not media.is_picture:
        assert got.stream.read() == data
        assert got.size == len(data)


def test_a_still_gif_becomes_a_png():
    got = look("画.GIF", picture("GIF"))

    assert (got.media, got.name) == (Media.PNG, "画.png")


def test_recordings_are_known_as_such():
    assert {media for media in Media if media.is_recording} == {
        Media.MP3,
        Media.M4A,
        Media.AAC,
        Media.WAV,
        Media.OGG,
        Media.AMR,
        Media.MP4,
    }


def moving(kind):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def locked(data):
    return data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def many_entries():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(2_500):
            packed.writestr(f"word/{number}.xml", b"")
    return out.getvalue()


PAGE = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ARCHIVE = archive({"run.exe": b"MZ"})
VBA = archive(DOCX_PARTS | {"word/vbaProject.bin": b"x"})
MACRO_TYPE = archive(DOCX_PARTS | {"[Content_Types].xml": b'ContentType="x.macroEnabled.main+xml"'})
BOMB = archive(DOCX_PARTS | {"word/big.xml": bytes(30 << 20)})

HOSTILE = [
    ("nothing", "a.png", b"", Why.EMPTY),
    ("a drawing with a script", "a.svg", SVG, Why.WEB_PAGE),
    ("a drawing called a picture", "a.png", b'<?xml version="1.0"?>' + SVG, Why.WEB_PAGE),
    ("a page", "a.html", b"<!DOCTYPE html>" + PAGE, Why.WEB_PAGE),
    ("a page called text", "a.txt", b"\n\n  " + PAGE, Why.WEB_PAGE),
    ("a page further down in a text", "a.txt", b"dear all " * 90 + PAGE, Why.WEB_PAGE),
    ("a shell script", "a.txt", b"#!/bin/sh\nrm -rf /\n", Why.WEB_PAGE),
    ("a Windows program", "a.exe", b"MZ\x90\x00" + bytes(200), Why.UNKNOWN),
    ("a program called text", "a.txt", b"MZ\x90\x00" + bytes(200), Why.UNKNOWN),
    ("a Linux program called a picture", "a.jpg", b"\x7fELF\x02\x01\x01" + bytes(200), Why.UNKNOWN),
    ("random bytes", "a.bin", bytes(range(256)) * 40, Why.UNKNOWN),
    ("an old Word file", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), Why.UNKNOWN),
    ("an archive", "a.zip", ARCHIVE, Why.UNKNOWN),
    ("a film of another make", "a.avi", b"RIFF\x00\x00\x00\x00AVI " + bytes(90), Why.UNKNOWN),
    ("an iPhone's picture", "a.heic", film(b"heic"), Why.HEIC),
    ("a picture under another name", "a.jpg", picture(), Why.OTHER_NAME),
    ("a sound called a picture", "a.png", WAV, Why.OTHER_NAME),
    ("a document called a picture", "a.jpg", PDF, Why.OTHER_NAME),
    ("a text called a document", "a.pdf", b"hello", Why.OTHER_NAME),
    ("a picture cut short", "a.jpg", picture("JPEG", (400, 400))[:900], Why.DAMAGED),
    ("a picture's first bytes", "a.png", b"\x89PNG\r\n\x1a\n" + bytes(80), Why.DAMAGED),
    ("a pixel bomb", "a.png", png_that_says(30_000, 30_000), Why.PIXELS),
    ("somewhat too many pixels", "a.png", png_that_says(8_000, 5_001), Why.PIXELS),
    ("a moving picture", "a.gif", moving("GIF"), Why.MOVING),
    ("a moving WebP", "a.webp", moving("WEBP"), Why.MOVING),
    ("a PDF with a page in front", "a.pdf", b"%PDF-1.4\n%" + PAGE + PDF, Why.WEB_PAGE),
    ("a PDF with an archive behind", "a.pdf", PDF + ARCHIVE + b"%%EOF", Why.TWO_IN_ONE),
    ("a PDF that is not at the beginning", "a.pdf", PAGE + PDF, Why.WEB_PAGE),
    ("a PDF with a script", "a.pdf", PDF.replace(b"/Catalog", b"/Catalog/S/JavaScript"), Why.ACTIVE),
    ("a PDF that starts a program", "a.pdf", PDF.replace(b"/Catalog", b"/Catalog/S/Launch"), Why.ACTIVE),
    ("a PDF with a file in it", "a.pdf", PDF.replace(b"/Catalog", b"/Catalog/EmbeddedFiles 1"), Why.ACTIVE),
    ("a PDF cut short", "a.pdf", PDF[:40] + bytes(2000), Why.DAMAGED),
    (
        "a script over the edge of a piece",
        "a.pdf",
        b"%PDF-" + b" " * ((1 << 20) - 9) + b"/JavaScript " + PDF,
        Why.ACTIVE,
    ),
    ("a sound with a page in its tag", "a.mp3", ID3[:20] + PAGE + ID3[20:], Why.WEB_PAGE),
    ("a sound with a page in it", "a.aac", AAC + PAGE, Why.WEB_PAGE),
    ("a sound with an archive behind", "a.mp3", MP3 + ARCHIVE, Why.TWO_IN_ONE),
    ("a film with an archive behind", "a.mp4", film() + ARCHIVE, Why.TWO_IN_ONE),
    ("a document with a macro", "a.docx", VBA, Why.MACROS),
    ("a document that says macros", "a.docx", MACRO_TYPE, Why.MACROS),
    ("a document with a control", "a.docx", docx(**{"word/activeX/activeX1.xml": b"x"}), Why.MACROS),
    ("an odt with Basic", "a.odt", odt(**{"Basic/Standard/Module1.xml": b"x"}), Why.MACROS),
    ("a zip bomb", "a.docx", BOMB, Why.BOMB),
    ("thousands of entries", "a.docx", many_entries(), Why.BOMB),
    ("a path out of the archive", "a.docx", docx(**{"../../evil": b"x"}), Why.DAMAGED),
    ("a document with a password", "a.docx", locked(docx()), Why.LOCKED),
    ("a document cut short", "a.docx", docx()[:-30], Why.DAMAGED),
    ("a document with something behind", "a.docx", docx() + b"MZ" + bytes(50), Why.TWO_IN_ONE),
    ("a spreadsheet", "a.xlsx", archive({"xl/workbook.xml": b"x"}), Why.UNKNOWN),
    ("text in another code", "a.txt", "她说晚上睡不着".encode("gb18030"), Why.LETTERS),
    ("text in UTF-16", "a.txt", "她说".encode("utf-16"), Why.LETTERS),
    ("text with control characters", "a.txt", b"hello \x1b[31m", Why.UNKNOWN),
]


@pytest.mark.parametrize(("name", "data", "reason"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_each_is_refused_for_its_own_reason(name, data, reason):
    assert why(name, data) is reason


def test_two_files_in_one_picture_come_out_as_one():
    both = picture("JPEG") + ARCHIVE + PAGE

    kept = look("a.jpg", both).stream.read()

    assert b"PK" not in kept[-100:]
    assert PAGE not in kept


def test_every_reason_has_its_sentence():
    assert set(SENTENCES) == set(Why)


class Long(io.BytesIO):
    """A file that says it is long."""

    def seek(self, to, whence=io.SEEK_SET):
        return 10**9 if whence == io.SEEK_END else super().seek(to, whence)


def test_too_big_is_refused_before_it_is_read():
    with pytest.raises(NotAdmitted, match="30 MB") as refused:
        admit(Long(picture()), "a.png")
    assert refused.value.why is Why.TOO_BIG


def with_metadata(kind):
    place = Image.Exif()
    place[0x010E] = PLANTED.decode()
    place[0x0112] = 6
    place.get_ifd(0x8825)[29] = PLANTED.decode()
    out = io.BytesIO()
    more = {"exif": place, "icc_profile": PLANTED}
    if kind == "JPEG":
        more |= {"comment": PLANTED, "xmp": PLANTED}
    elif kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", PLANTED.decode())
        more["pnginfo"].add_itxt("XML:com.adobe.xmp", PLANTED.decode())
    else:
        more["xmp"] = PLANTED
    Image.linear_gradient("L").resize((40, 30)).convert("RGB").save(out, kind, **more)
    return out.getvalue() + PLANTED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_leaves_place_camera_and_comments_behind_and_stands_upright(kind):
    planted = with_metadata(kind)
    assert planted.count(PLANTED) > 2 or kind == "PNG"

    kept = look(f"a.{kind.lower()}", planted).stream.read()

    assert PLANTED not in kept
    with Image.open(io.BytesIO(kept)) as again:
        again.load()
        assert again.size == (30, 40)
        assert not again.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile", "Author"} & set(again.info)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_written_anew(mode):
    out = io.BytesIO()
    Image.linear_gradient("L").convert("I" if mode == "I;16" else mode).convert(mode).save(out, "PNG")

    assert look("a.png", out.getvalue()).media is Media.PNG


def test_a_printer_s_colours_are_taken_too():
    assert look("a.jpg", picture("JPEG", mode="CMYK")).media is Media.JPEG


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Users\\林\\画.png", "画.png"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\r\n.png", "ab.png"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("...", "-"),
        ("", "-"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name, clean):
    assert clean_name(name) == clean


REFUSE_AND_SAY_HOW_MUCH = """
import io, resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from xinqiao.core.vault.media import admit
try:
    admit(io.BytesIO(sys.stdin.buffer.read()), sys.argv[1])
except Exception as refusal:
    # Of itself the peak of this program alone: what getrusage says of it begins with that of whoever started it.
    own = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(refusal.why, max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


@pytest.mark.parametrize(("name", "data"), [("a.png", png_that_says(30_000, 30_000)), ("a.docx", BOMB)])
def test_refusing_a_bomb_takes_little_memory(name, data):
    """In a small process of its own: a child starts with the memory of whoever forks it."""
    said = subprocess.run(
        [sys.executable, "-c", REFUSE_AND_SAY_HOW_MUCH, name],
        input=data,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    reason, kilobytes = said.stdout.split()
    assert reason.decode() in {Why.PIXELS, Why.BOMB}
    assert int(kilobytes) < 200 * 1024
