"""Finding words in what was written. Pure, and in memory only: no index is kept, since an index would be the text."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xinqiao.core.clauses import clause

from .fields import Field, FormDef

MOST_WORDS, LONGEST_QUERY = 8, 100
AROUND, LONGEST_SNIPPET = 24, 120
# Marks of voiced sounds in half width join the letter before them.
JOINING = "\uff9e\uff9f"


@dataclass(frozen=True)
class Piece:
    """A part of a snippet: found, or what stands around it."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Snippet:
    """Where the words stand: the field and a few words of it."""

    where: Field
    pieces: tuple[Piece, ...] = field(repr=False)


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query as they are compared: width, case and kinds of letters count as one."""
    return tuple(dict.fromkeys(fold(query[:LONGEST_QUERY]).split()))[:MOST_WORDS]


def fold(text: str) -> str:
    """A text as it is compared."""
    return unicodedata.normalize("NFKC", text).casefold()


@clause("REC-05", missing="典型个案去掉身份以后的汇集。")
def find(form: FormDef, fields: Mapping[str, Any], words: Iterable[str]) -> Snippet | None:
    """The first field with one of the words, if every word stands somewhere in the paper."""
    texts = [(one, fold(text), text) for one in form.fields() for text in texts_of(one, fields.get(one.name))]
    wanted = tuple(words)
    if not wanted or not all(any(word in folded for _one, folded, _text in texts) for word in wanted):
        return None
    one, _folded, text = next(entry for entry in texts if any(word in entry[1] for word in wanted))
    return Snippet(one, pieces_of(text, wanted))


def texts_of(one: Field, value: Any) -> Iterator[str]:
    """What a field holds, in words."""
    if value in (None, "", []):
        return
    if one.shape == "table":
        yield from (" ".join(str(cell) for cell in row.values()) for row in value)
    elif one.shape in {"choice", "choices"}:
        labels = dict(one.options)
        yield " ".join(str(labels.get(item, item)) for item in (value if isinstance(value, list) else [value]))
    elif one.shape in {"line", "text"}:
        yield str(value)


def pieces_of(text: str, words: tuple[str, ...]) -> tuple[Piece, ...]:
    """A few words around the first hit, each hit in them marked; the text stands as it was typed."""
    letters = list(_letters(text))
    folded = "".join(shape for _at, shape in letters)
    starts = [place for place, (_at, shape) in enumerate(letters) for _letter in shape]
    hits = sorted(_hits(folded, words))
    if not hits:
        return (Piece(text[:LONGEST_SNIPPET]),)
    spans = [(letters[starts[begin]][0], _end(letters, starts[end - 1], len(text))) for begin, end in hits]
    first = max(0, spans[0][0] - AROUND)
    last = min(len(text), first + LONGEST_SNIPPET)
    return tuple(_pieces(text, spans, first, max(last, spans[0][1])))


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with what is joined to it: where it stands, and how it is compared."""
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not (unicodedata.combining(text[place]) or text[place] in JOINING):
            yield begin, fold(text[begin:place])
            begin = place


def _end(letters: list[tuple[int, str]], place: int, end: int) -> int:
    return letters[place + 1][0] if place + 1 < len(letters) else end


def _hits(folded: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = folded.find(word)
        while at >= 0:
            yield at, at + len(word)
            at = folded.find(word, at + len(word))


def _pieces(text: str, spans: list[tuple[int, int]], first: int, last: int) -> Iterator[Piece]:
    at = first
    if first > 0:
        yield Piece("……")
    for begin, end in spans:
        if begin < at or end > last:
            continue
        if begin > at:
            yield Piece(text[at:begin])
        yield Piece(text[begin:end], is_hit=True)
        at = end
    if at < last:
        yield Piece(text[at:last])
    if last < len(text):
        yield Piece("……")
