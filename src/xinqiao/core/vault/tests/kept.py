"""Files as the tests of sealed files keep and open them."""

import io
from uuid import uuid4

from xinqiao.core.vault.files import keep_file, open_file, sealed_file
from xinqiao.core.vault.models import SealedChunk

from .builders import NOW, SHEN, NoteRead, grant

NAME, MEDIA = "小林的画.png", "image/png"
MIB = 1 << 20


def keep(dossier, content=b"letter", stream=None, row=None, **more):
    return keep_file(
        grant=grant(),
        dossier=dossier,
        kind="vault_test.attachment",
        row=row or uuid4(),
        name=NAME,
        media=MEDIA,
        stream=stream or io.BytesIO(content),
        at=NOW,
        **more,
    )


def opened(keyring, file, actor=SHEN, **more):
    return open_file(keyring=keyring, grant=grant(actor), reading=NoteRead(file.row), file=file, at=NOW, **more)


def read(keyring, file, actor=SHEN, **more):
    return b"".join(opened(keyring, sealed_file(file.pk), actor, **more).parts)


def chunk_of(file, number):
    return SealedChunk.objects.filter(file=file, number=number)
