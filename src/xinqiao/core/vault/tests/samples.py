"""Files made for the tests: small ones of every kind that is taken, and awkward ones."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from xinqiao.core.vault.media import Media
from xinqiao.core.vault.packed import ODT

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MP3 = b"\xff\xfb\x90\x00" + bytes(413)
ID3 = b"ID3\x04\x00\x00\x00\x00\x02\x01" + bytes(257) + MP3
AAC = b"\xff\xf1\x50\x80" + bytes(60)
WAV = b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + bytes(32)
OGG = b"OggS\x00\x02" + bytes(60)
AMR = b"#!AMR\n" + bytes(60)


def picture(kind="PNG", size=(40, 30), mode="RGB", **more):
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **more)
    return out.getvalue()


def film(brand=b"isom"):
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x02\x00isomiso2" + bytes(64)


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()


DOCX_PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}


def docx(**more):
    return archive(DOCX_PARTS | more)


def odt(**more):
    return archive({"mimetype": ODT, "content.xml": b"<office/>"} | more)


def png_that_says(width, height):
    """A few bytes that promise many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    parts = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + parts


EVERY_KIND = [
    ("画.jpg", picture("JPEG"), Media.JPEG),
    ("画.PNG", picture(), Media.PNG),
    ("画.webp", picture("WEBP"), Media.WEBP),
    ("扫描.pdf", PDF, Media.PDF),
    ("信.txt", "她说：晚上睡不着。\n".encode(), Media.TEXT),
    ("信", "﻿没有后缀的信".encode(), Media.TEXT),
    ("a.mp3", MP3, Media.MP3),
    ("a.mp3", ID3, Media.MP3),
    ("a.m4a", film(b"M4A "), Media.M4A),
    ("a.m4a", film(b"mp42"), Media.M4A),
    ("a.aac", AAC, Media.AAC),
    ("a.wav", WAV, Media.WAV),
    ("a.ogg", OGG, Media.OGG),
    ("a.amr", AMR, Media.AMR),
    ("a.mp4", film(), Media.MP4),
    ("a.mov", film(b"qt  "), Media.MP4),
    ("a.3gp", film(b"3gp5"), Media.MP4),
    ("表.docx", docx(), Media.DOCX),
    ("表.odt", odt(), Media.ODT),
]
