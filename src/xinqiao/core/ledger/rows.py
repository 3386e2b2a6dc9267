"""Verifying the rows that carry weight, both ways: each row has its entry, each entry its row."""

from collections.abc import Iterable

from xinqiao.core.keys import Keyed
from xinqiao.core.ledger.chain import Newest
from xinqiao.core.ledger.findings import Findings, Wrong
from xinqiao.core.ledger.reading_all import Row, stream
from xinqiao.core.ledger.weight import DIGEST, Scale

Known = dict[str, tuple[int, str | None, int]]


def check_rows(scales: dict[str, Scale], newest: Newest, findings: Findings) -> int:
    """Compare every row with the newest entry that names it; how many rows were read."""
    read = 0
    for name, scale in sorted(scales.items()):
        known = newest.pop(name, {})
        for chunk in stream(scale.query(scale.versions)):
            read += len(chunk)
            _compare(scale, known, chunk, findings)
        _left_over(name, known, findings, Wrong.ROW_GONE)
    for name, known in sorted(newest.items()):
        _left_over(name, known, findings, Wrong.ROW_UNREADABLE)
    return read


def _compare(scale: Scale, known: Known, chunk: Iterable[Row], findings: Findings) -> None:
    keyed = Keyed(DIGEST).digest
    places = {version: (place, scale.prefix(version)) for place, version in enumerate(scale.versions, 1)}
    unknown = (0, None, 0)
    for row in chunk:
        pk = row[0]
        version, digest, position = known.pop(pk, unknown)
        if digest is None:
            findings.add(Wrong.ROW_UNRECORDED, position, row=f"{scale.name} {pk}")
        elif version not in places:
            findings.add(Wrong.ROW_UNREADABLE, position, row=f"{scale.name} {pk}")
        else:
            place, prefix = places[version]
            if keyed(prefix + pk.encode() + row[place]).hex() != digest:
                findings.add(Wrong.ROW_CHANGED, position, row=f"{scale.name} {pk}")


def _left_over(name: str, known: Known, findings: Findings, wrong: Wrong) -> None:
    """Rows that entries name and no table has; one that is said to be removed may be gone."""
    for pk, (_, digest, position) in known.items():
        if digest is not None:
            findings.add(wrong, position, row=f"{name} {pk}")
