"""Records: what the nouns of a newsroom are made of.

A type checker lets nobody change a record, as it does with a frozen dataclass. What freezes one
at run time makes it five times as slow to make, and a large paper is made of millions: so nothing
else stands guard. Most commands make few kinds of records, but have to load nearly all of them:
so each method of a kind, which is Python that has to be written and compiled, is made when it is
first called.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[T]) -> type[T]:
    """Make a slotted dataclass whose fields decide what it equals, and that can be a key."""
    making = dataclass(slots=True, init=False, eq=False, repr=False, match_args=False)
    made: Any = making(kind)
    parts = _parts(tuple(one.name for one in fields(made)))
    made.__init__ = _waiting(made, "__init__", eq=False)
    made.__eq__ = _waiting(made, "__eq__", init=False)
    made.__hash__ = _waiting(made, "__hash__", init=False, eq=False, unsafe_hash=True)
    made.__repr__ = _told
    made.__reduce__ = lambda self: (made, parts(self))
    return cast("type[T]", made)  # the class that was given, with slots


def _waiting(made: Any, name: str, **asked: bool) -> Callable[..., Any]:  # noqa: ANN401 - a class
    """Give a method that puts the one that a dataclass has in its place when it is first called."""

    def begin(self: object, *values: object, **named: object) -> object:
        whole = dataclass(repr=False, match_args=False, **asked)
        heir: Any = whole(type(made.__name__, (made,), {"__slots__": ()}))
        method = getattr(heir, name)
        setattr(made, name, method)
        return method(self, *values, **named)

    return begin


def _parts(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    """Give what takes a record apart."""
    if len(names) == 1:
        (name,) = names
        return lambda one: (getattr(one, name),)
    return attrgetter(*names) if names else lambda _: ()


def _told(self: Any) -> str:  # noqa: ANN401 - any record
    parts = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))
    return f"{type(self).__qualname__}({', '.join(parts)})"
