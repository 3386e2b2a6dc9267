"""Logs that a technician may read: what went wrong and where in the code, never what was in it."""

import logging
import traceback

MOST_FRAMES = 12


class Terse(logging.Formatter):
    """One line per event. Of an error its class and the places in the code, not its text: that may quote a record."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])[-MOST_FRAMES:]
            places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
            return f"{line} {record.exc_info[0].__name__} at {places}"
        if record.name.startswith("django.request"):
            return f"{line} {getattr(record, 'status_code', '')}"
        return f"{line} {record.msg}" if not record.args else f"{line} {_masked(record)}"


def _masked(record: logging.LogRecord) -> str:
    """The message with its values left out, since values may be what somebody typed."""
    return str(record.msg).replace("%s", "…").replace("%r", "…").replace("%d", "…")
