"""The bounded process: reads one file from standard input, says it in JSON lines."""

import json
import resource
import sys

from .problems import UnreadableFile, Why
from .reading import SIZE_AT_MOST, read_book
from .wire import pack_row

MEMORY_AT_MOST = 1024 * 1024 * 1024
SECONDS_OF_WORK = 90
ROWS_A_LINE = 500


def main() -> int:
    """Bind ourselves first, read then; every ending but being killed is a line."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
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
