"""The bounded process: takes one picture from standard input apart and writes its pixels anew.

`python -m xinqiao.core.vault.picture_child JPEG`; imports nothing of the
house but its bounds. Answers `+` and the new picture, or `-` and a reason.
"""

import io
import sys
import warnings

from PIL import Image, ImageOps

from xinqiao.core.bounded import bind

PIXELS_AT_MOST = 40_000_000
SECONDS_OF_WORK = 60
# How each is written again; whatever moves is refused before.
WRITTEN_AS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "GIF": "PNG"}
QUALITY = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90}}
AS_THEY_ARE = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "RGB", "RGBA"}, "WEBP": {"RGB", "RGBA"}}


class Refused(Exception):
    """A picture that is not taken; the message is the reason."""


def main() -> int:
    """Bind ourselves first, look then."""
    bind(seconds=SECONDS_OF_WORK)
    try:
        answer = b"+" + rewrite(sys.stdin.buffer.read(), sys.argv[1])
    except Refused as reason:
        answer = b"-" + str(reason).encode()
    except (MemoryError, Image.DecompressionBombError):
        answer = b"-pixels"
    except Exception:  # a decoder led astray may raise anything; all of it means the same
        answer = b"-damaged"
    sys.stdout.buffer.write(answer)
    return 0


def rewrite(data: bytes, kind: str) -> bytes:
    """The same pixels, upright, and nothing beside them. Raises `Refused`, and whatever a decoder raises."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST
    picture: Image.Image = Image.open(io.BytesIO(data), formats=[kind])
    if picture.width * picture.height > PIXELS_AT_MOST:
        raise Refused("pixels")
    # A JPEG's further frames are a thumbnail or the other eye's view.
    if kind != "JPEG" and getattr(picture, "n_frames", 1) > 1:
        raise Refused("moving")
    picture.load()
    out = WRITTEN_AS[kind]
    picture = _plain(_upright(picture), out)
    picture.info.clear()
    written = io.BytesIO()
    picture.save(written, out, **QUALITY[out])
    return written.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its metadata say, which are dropped afterwards; unreadable ones turn nothing."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # broken metadata are common, and no reason to refuse a drawing
        return picture


def _plain(picture: Image.Image, out: str) -> Image.Image:
    """In a mode in which it can be written."""
    if picture.mode in AS_THEY_ARE[out] and "transparency" not in picture.info:
        return picture.copy()
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = out != "JPEG" and ("A" in picture.mode or "transparency" in picture.info)
    return picture.convert("RGBA" if see_through else "RGB")


if __name__ == "__main__":
    sys.exit(main())
