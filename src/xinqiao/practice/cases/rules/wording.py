"""Words that are a doctor's to say. Whoever writes one is reminded of it, kindly and on the page alone; nothing is blocked."""

from pathlib import Path

# One a line; where one holds another, the longer stands first.
DIAGNOSES = tuple(Path(__file__).with_name("diagnoses.txt").read_text(encoding="utf-8").split())
