"""Compile translations (.po) to what Django reads (.mo), without the gettext programs.

Written for our own files: a header, singular and plural messages, contexts.
An unfinished (fuzzy) or repeated message stops the build.
"""

import ast
import os
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
MAGIC = 0x950412DE
CONTEXT_END = "\x04"
FORMS_END = "\0"


class BadCatalogue(Exception):
    """A .po file that cannot be compiled."""


@dataclass
class Message:
    """One message as it is being read."""

    line: int
    parts: dict[str, str] = field(default_factory=dict)

    def key(self) -> str:
        """What the program asks for."""
        text = self.parts["msgid"]
        if "msgid_plural" in self.parts:
            text += FORMS_END + self.parts["msgid_plural"]
        return self.parts["msgctxt"] + CONTEXT_END + text if "msgctxt" in self.parts else text

    def value(self) -> str:
        """What it gets; empty if it is not translated yet."""
        forms = sorted((name, text) for name, text in self.parts.items() if name.startswith("msgstr"))
        return FORMS_END.join(text for _, text in forms) if all(text for _, text in forms) else ""


def parse(text: str) -> dict[str, str]:
    """The messages of a catalogue. Raises BadCatalogue with the line."""
    messages: dict[str, str] = {}
    current: Message | None = None
    name = ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        stripped = line.strip()
        if stripped.startswith("#,") and "fuzzy" in stripped:
            raise BadCatalogue(f"{number}: fuzzy")
        if not stripped or stripped.startswith("#"):
            current = keep(current, messages)
            continue
        keyword, _, rest = ("", "", stripped) if stripped.startswith('"') else stripped.partition(" ")
        if keyword in {"msgctxt", "msgid"} and current is not None and "msgstr" in "".join(current.parts):
            current = keep(current, messages)
        if current is None:
            current = Message(number)
        name = keyword.replace("[", ":").rstrip("]") or name
        current.parts[name] = current.parts.get(name, "") + unquote(rest, number)
    return messages


def keep(message: Message | None, messages: dict[str, str]) -> None:
    """Add a finished message to the others."""
    if message is None:
        return
    if "msgid" not in message.parts or not any(name.startswith("msgstr") for name in message.parts):
        raise BadCatalogue(f"{message.line}: msgid / msgstr")
    key = message.key()
    if key in messages:
        raise BadCatalogue(f"{message.line}: {key!r} twice")
    messages[key] = message.value()


def unquote(text: str, number: int) -> str:
    """A quoted string of a .po file; its escapes are those of C."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        raise BadCatalogue(f"{number}: {text}")
    try:
        return str(ast.literal_eval(text))
    except (SyntaxError, ValueError):
        raise BadCatalogue(f"{number}: {text}") from None


def compiled(messages: dict[str, str]) -> bytes:
    """The binary catalogue: sorted keys, their translations, two tables of places."""
    done = sorted((key.encode(), value.encode()) for key, value in messages.items() if value or key == "")
    header, room = 28, 8 * len(done)
    keys_at, values_at = header, header + room
    data, key_table, value_table = b"", b"", b""
    start = header + 2 * room
    for table, texts in (("keys", [key for key, _ in done]), ("values", [value for _, value in done])):
        places = b""
        for text in texts:
            places += struct.pack("<II", len(text), start + len(data))
            data += text + b"\0"
        key_table, value_table = (places, value_table) if table == "keys" else (key_table, places)
    top = struct.pack("<7I", MAGIC, 0, len(done), keys_at, values_at, 0, header + 2 * room)
    return top + key_table + value_table + data


def main() -> None:
    """Compile every catalogue that has changed."""
    for source in sorted(SOURCE.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
            continue
        try:
            content = compiled(parse(source.read_text(encoding="utf-8")))
        except BadCatalogue as reason:
            sys.exit(f"{source}:{reason}")
        draft = target.with_suffix(".mo.draft")
        draft.write_bytes(content)
        draft.replace(target)
        stamp = source.stat().st_mtime_ns
        os.utime(target, ns=(stamp, stamp))


if __name__ == "__main__":
    main()
