"""Who may see, print and take along figures. What is published names nobody, so those who answer for the work see it."""

from xinqiao.core.access import Actor, Post
from xinqiao.core.clauses import clause


@clause("STA-01", "REC-07", missing="转介和危机的数，以及给上级的报表：这两项工作的登记还没有。")
def may_see_figures(actor: Actor) -> bool:
    """Counsellors, the director, the leading group and the principal see published figures, and no number behind them."""
    return actor.holds(Post.COUNSELLOR, Post.DIRECTOR, Post.LEADING_GROUP, Post.PRINCIPAL)


def may_see_to_date(actor: Actor) -> bool:
    """Only who keeps the register sees a running term up to this day: they can count its lines themselves."""
    return actor.holds(Post.COUNSELLOR)


def may_print_pack(actor: Actor) -> bool:
    """The inspection pack is put together by those who work in the room and answer for it."""
    return actor.holds(Post.COUNSELLOR, Post.DIRECTOR)


def may_set_least(actor: Actor) -> bool:
    """The director decides from how many people on a number is shown."""
    return actor.holds(Post.DIRECTOR)
