"""Who may knock at which address, computed from the rules themselves."""

from uuid import UUID

from xinqiao.core.access import ANYONE, Actor, Held, Post
from xinqiao.core.access.asking import clauses_of, name_of
from xinqiao.core.access.gate import Gate, gate_of, patterns

SOME_CLASS = UUID(int=1)
COLUMNS = [post for post in Post if post is not Post.PROGRAM]


def actor_with(post: Post | None) -> Actor:
    """A person who holds one post and no other; None for somebody who has not signed in."""
    if post is None:
        return ANYONE
    scope = SOME_CLASS if post is Post.CLASS_TEACHER else None
    return Actor(pk=UUID(int=2), posts=frozenset({Held(post, scope)}))


def gates() -> list[tuple[str, str, Gate]]:
    """Every address as (name, route, gate), in order of name."""
    return sorted(
        (name, route, found) for route, name, pattern in patterns() if (found := gate_of(pattern)) is not None
    )


def page() -> str:
    """The generated page `docs/reference/access-matrix.md`."""
    head = [
        "# 谁能进哪一页 / The access matrix",
        "",
        "本页由规则计算得出，不手改。Computed from the rules; do not edit. `●` 可以 may, `·` 不可以 may not.",
        "An address that asks for one thing (a case, an appointment) asks its own rule about that thing again;",
        "the truth tables are the `test_policy.py` of each area.",
        "",
        "| 地址 / address | 方法 / methods | 规则 / rule | 条目 / clauses | 未登录 | "
        + " | ".join(post.value for post in COLUMNS)
        + " |",
        "|---" * (5 + len(COLUMNS)) + "|",
    ]
    return "\n".join([*head, *(_row(name, route, gate) for name, route, gate in gates())]) + "\n"


def _row(name: str, route: str, gate: Gate) -> str:
    marks = ["●" if gate.may(actor_with(post)) is True else "·" for post in (None, *COLUMNS)]
    methods = " ".join(method for method in gate.methods if method != "HEAD")
    clauses = " ".join(clauses_of(gate.may)) or "—"
    where = route.replace("<", "‹").replace(">", "›")
    return f"| `{name}`<br>/{where} | {methods} | `{name_of(gate.may)}` | {clauses} | {' | '.join(marks)} |"
