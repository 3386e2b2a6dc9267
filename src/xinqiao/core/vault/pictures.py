"""Pictures are taken apart in a process of their own, with little memory, no secrets and no file to write."""

from subprocess import TimeoutExpired

from xinqiao.core.bounded import start_bounded
from xinqiao.core.vault.admitting import NotAdmitted, Why

SECONDS_AT_MOST = 90
CHILD = "xinqiao.core.vault.picture_child"


def rewrite_picture(data: bytes, kind: str) -> bytes:
    """The pixels of a picture written anew, upright, without any metadata. Raises `NotAdmitted`.

    `kind` is Pillow's name of the format. Colours are taken as sRGB.
    """
    with start_bounded(CHILD, kind) as child:
        try:
            answer, _nothing = child.communicate(data, timeout=SECONDS_AT_MOST)
        except TimeoutExpired:
            child.kill()
            raise NotAdmitted(Why.PIXELS) from None
    if answer[:1] == b"+":
        return answer[1:]
    if answer[:1] == b"-":
        raise NotAdmitted(Why(answer[1:].decode()))
    # Killed by a limit, or fallen over on something malformed.
    raise NotAdmitted(Why.PIXELS if child.returncode < 0 else Why.DAMAGED)
