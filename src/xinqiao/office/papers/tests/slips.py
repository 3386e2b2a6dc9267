"""A small form for the tests."""

from pathlib import Path

from xinqiao.core.access import Actor, Post
from xinqiao.office.papers.rules import Classification, FormSpec, register_form


def counsellors(actor: Actor) -> bool:
    """Counsellors may have it."""
    return actor.holds(Post.COUNSELLOR)


def spec(name: str, **more: object) -> FormSpec:
    """A form of the tests' own."""
    values: dict[str, object] = {
        "id": name,
        "version": "3",
        "title": "名单",
        "template": Path(__file__).parent / "slip.typ",
        "classification": Classification.CONTENT,
        "may": counsellors,
    } | more
    return FormSpec(**values)  # type: ignore[arg-type]


SLIP = register_form(spec("tests-slip"))
BROKEN = register_form(spec("tests-broken", template=Path(__file__).parent / "broken.typ"))
