"""The bounded process: reads one file from standard input, says it in JSON lines."""

import json
import sys

from xinqiao.core.bounded import bind

from .problems import UnreadableFile, Why
from .reading import SIZE_AT_MOST, read_book
from .wire import pack_row

SECONDS_OF_WORK = 90
ROWS_A_LINE = 500


def main() -> int:
    """Bind ourselves first, read then; every ending but being killed is a line."""
    bind(seconds=SECONDS_OF_WORK)
    try:
        book = read_book(sys.stdin.buffer.read(SIZE_AT_MOST + 1))
    except UnreadableFile as refusal:
        _say({"say": "refused", "why": refusal.why, "params": refusal.params})
    except MemoryError:
        _say({"say": "refused", "why": Why.TOO_HEAVY, "params": {}})
    else:
        for sheet in book.sheets:
            _say({"say": "sheet", "name": sheet.name})
            for start in range(0, len(sheet.rows), ROWS_A_LINE):
                rows = sheet.rows[start : start + ROWS_A_LINE]
                _say({"say": "rows", "rows": [pack_row(row) for row in rows]})
        _say({"say": "end", "hidden": book.hidden})
    return 0


def _say(words: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(words, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
