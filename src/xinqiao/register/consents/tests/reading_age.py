"""How hard a Chinese text is for a child: which characters it needs, and how long its sentences are."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("common_characters.txt")
CHARACTER = re.compile(r"[\u4e00-\u9fff]")
END = re.compile(r"[。！？；：\n]")
# What a sentence counts by: characters, and each number or foreign word as one.
UNIT = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")


@dataclass(frozen=True)
class Found:
    """What was found in one text."""

    characters: int
    share: float
    rare: str
    sentences: int
    mean: float
    longest: str

    def __str__(self) -> str:
        return (
            f"{self.characters} characters, {self.share:.1%} of them common, rare: {self.rare or '-'}; "
            f"{self.sentences} sentences of {self.mean:.1f} on average, the longest of {length(self.longest)}"
        )


@cache
def common(how_many: int) -> frozenset[str]:
    """The characters that are used most."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#"))[:how_many])


def length(sentence: str) -> int:
    """How long a sentence is to read."""
    return len(UNIT.findall(sentence))


def read(text: str, how_many: int) -> Found:
    """What there is to say about a text, held against so many common characters."""
    characters = CHARACTER.findall(text)
    rare = [one for one in characters if one not in common(how_many)]
    sentences = [one for one in (part.strip() for part in END.split(text)) if length(one)]
    lengths = [length(one) for one in sentences]
    return Found(
        len(characters),
        1 - len(rare) / len(characters),
        "".join(dict.fromkeys(rare)),
        len(sentences),
        sum(lengths) / len(lengths),
        max(sentences, key=length),
    )
