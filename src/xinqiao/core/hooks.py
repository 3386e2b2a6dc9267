"""How an area reaches those above it, which it does not know: they hang a function on it when the program is loaded."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Hook(Generic[Asked, Answer]):
    """One occasion to be told of, or one question to be asked; the area that owns it says which."""

    def __init__(self) -> None:
        self.hung: list[Callable[Asked, Answer]] = []

    def add(self, function: Callable[Asked, Answer]) -> None:
        """Have `function` called each time from now on: once, however often it is added."""
        if function not in self.hung:
            self.hung.append(function)

    def call(self, *args: Asked.args, **kwargs: Asked.kwargs) -> list[Answer]:
        """Call all of them, in the order in which they came and in the caller's transaction; what they answered."""
        return [function(*args, **kwargs) for function in self.hung]
