"""Cells as JSON: dates are the only kind it has no word for."""

import datetime as dt

from .cells import Cell, Row

Packed = str | int | float | bool | list[str]


def pack_row(row: Row) -> list[Packed]:
    """Write a row so that JSON can carry it."""
    return [_pack(cell) for cell in row]


def unpack_row(row: list[Packed]) -> Row:
    """Read a row that `pack_row` wrote."""
    return [_unpack(cell) for cell in row]


def _pack(cell: Cell) -> Packed:
    if isinstance(cell, dt.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, float) and (cell != cell or cell in (float("inf"), float("-inf"))):
        return ""
    return cell


def _unpack(cell: Packed) -> Cell:
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    return dt.datetime.fromisoformat(text) if kind == "t" else dt.date.fromisoformat(text)
