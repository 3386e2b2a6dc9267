"""Ways of saying no. `Refused` tells a stranger nothing; `Problem` tells the right person what to do."""

from uuid import UUID


class Refused(Exception):
    """The act is not open to this person, or the thing does not exist: outside, both look the same."""

    def __init__(self, message: str, asked_for: UUID | None = None) -> None:
        super().__init__(message)
        self.asked_for = asked_for


class Missing(Refused):
    """No such row. A stranger is told exactly what a person without permission is told."""


class Denied(Refused):
    """A rule said no."""

    def __init__(self, rule: str, clauses: tuple[str, ...] = (), asked_for: UUID | None = None) -> None:
        super().__init__(rule, asked_for)
        self.rule, self.clauses = rule, clauses


class Problem(Exception):
    """What was asked for is allowed but cannot be done now; the message is for the person who asked.

    `status` is 409 where the world has changed meanwhile, 422 where the input is at fault.
    `way` is the name of the address where the cause is put right or looked at, if there is one.
    """

    status = 409
    way = ""

    def __init__(self, message: str = "", *, status: int | None = None) -> None:
        super().__init__(message)
        if status is not None:
            self.status = status
