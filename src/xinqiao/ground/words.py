"""What the ground says to the person at the terminal: Chinese first, then English.

Django's translations are not there yet when these sentences are needed.
"""

import sys


def both(chinese: str, english: str) -> str:
    """One sentence in both languages."""
    return f"{chinese}\n  {english}"


def say(chinese: str, english: str) -> None:
    """Tell the person at the terminal."""
    print(both(chinese, english), flush=True)


def warn(chinese: str, english: str) -> None:
    """Tell the person at the terminal something that must not be lost in a pipe."""
    print(both(chinese, english), file=sys.stderr, flush=True)


class Trouble(Exception):
    """Why the program cannot go on, in both languages; the command prints it and ends."""

    def __init__(self, chinese: str, english: str) -> None:
        self.chinese = chinese
        self.english = english
        super().__init__(both(chinese, english))
