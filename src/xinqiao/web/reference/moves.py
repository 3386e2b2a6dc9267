"""What can become what: diagrams drawn from each area's table of moves."""

from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

Moves = Mapping[Enum, set[Enum]]


def tables() -> Iterator[tuple[str, Moves]]:
    """Every table of moves as (area.name, table)."""
    for config in apps.get_app_configs():
        if config.name.startswith("xinqiao.") and module_has_submodule(config.module, "states"):
            module = import_module(f"{config.name}.states")
            for name in sorted(vars(module)):
                if name.endswith("MOVES"):
                    yield (
                        f"{config.label}.{name.removesuffix('MOVES').strip('_').lower()}".rstrip("."),
                        getattr(module, name),
                    )


def page() -> str:
    """The generated page `docs/reference/states.md`."""
    parts = ["# 状态 / States\n\n本页由各处 `states.py` 的表画出，不手改。Drawn from the tables; do not edit.\n"]
    parts += [f"## {name}\n\n```mermaid\nstateDiagram-v2\n{_diagram(moves)}\n```\n" for name, moves in tables()]
    return "\n".join(parts)


def _diagram(moves: Moves) -> str:
    lines = []
    for start, ends in moves.items():
        lines += [f"    {start.value} --> {end.value}" for end in sorted(ends, key=lambda end: str(end.value))]
        if not ends:
            lines.append(f"    {start.value} --> [*]")
    return "\n".join(lines)
