"""Digests of values: two values have one digest if and only if they are equal."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import blake2b
from operator import attrgetter

from generator.model.text import Html

SIZE = 20


class Digester:
    """Digests values; remembers how those of a kind are taken apart."""

    def __init__(self) -> None:
        self._getters: dict[type, tuple[bytes, Callable[[object], tuple[object, ...]]]] = {}

    def digest(self, value: object) -> bytes:
        """Give the BLAKE2b-160 digest of nested dataclasses, tuples and plain values.

        Raises TypeError for kinds of value that models may not hold.
        """
        parts: list[bytes] = []
        self._feed(value, parts.append)
        return blake2b(b"".join(parts), digest_size=SIZE).digest()

    def _feed(self, value: object, add: Callable[[bytes], object]) -> None:
        if isinstance(value, str):
            data = value.encode()
            mark = b"h%d:" if type(value) is Html else b"s%d:"
            add(mark % len(data))
            add(data)
        elif isinstance(value, tuple):
            add(b"t%d:" % len(value))
            for one in value:
                self._feed(one, add)
        elif value is None or isinstance(value, int | float):
            add(f"{type(value).__name__}{value!r};".encode())
        elif isinstance(value, bytes):
            add(b"b%d:" % len(value))
            add(value)
        elif is_dataclass(value):
            self._dataclass(value, add)
        elif isinstance(value, datetime):
            add(b"d" + value.isoformat().encode() + b";")
        else:
            msg = f"no digest for {type(value).__name__}"
            raise TypeError(msg)

    def _dataclass(self, value: object, add: Callable[[bytes], object]) -> None:
        kind = type(value)
        if kind not in self._getters:
            self._getters[kind] = (b"c" + kind.__name__.encode() + b":", _getter(kind))
        name, getter = self._getters[kind]
        add(name)
        for one in getter(value):
            self._feed(one, add)


def _getter(kind: type) -> Callable[[object], tuple[object, ...]]:
    """Make what gives all fields of a dataclass at once."""
    names = [one.name for one in fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    return attrgetter(*names)


def digest(*values: object) -> bytes:
    """Give the digest of some values taken together."""
    return Digester().digest(values)
