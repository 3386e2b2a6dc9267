"""May: the program looks ahead by itself; nobody asks it to."""

from xinqiao.core.access import Actor, Post


def may_look_ahead(actor: Actor) -> bool:
    """Only the program."""
    return actor.holds(Post.PROGRAM)
