"""Anchors of headings: each heading of a text has one of its own, made of its words."""

from collections.abc import Iterable
from itertools import count

# Anchors that the pages of the theme have themselves.
TAKEN = frozenset(("content", "corrections", "corrections-name", "top"))


class Anchors:
    """The anchors that a text has given out, and those that its page has taken before it."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}  # name → the least number that may still be free

    def give(self, name: str) -> str:
        """Give the first of name, name-2, name-3 … that is still free."""
        if name not in self._taken:
            self._taken.add(name)
            return name
        numbers = count(self._next.get(name, 2))
        number = next(one for one in numbers if f"{name}-{one}" not in self._taken)
        self._next[name] = number + 1
        self._taken.add(f"{name}-{number}")
        return f"{name}-{number}"
