"""Out of date by value: the key of a page, and what in it changed.

key = digest of everything | template's closure | words | a short check of each field of the
view. The first part alone decides; the others let `--explain` say why. Views are taken as JSON:
their types say what each field holds, so two views of one template have one JSON if and only
if they are equal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from struct import pack
from typing import Any
from zlib import crc32

import orjson

from generator.model.frame import Frame
from generator.model.page import Page
from generator.model.pieces import Card
from generator.stages.digest import SIZE

MOST_KEPT = 6_000  # frames and cards whose digests are kept
PART = 4  # bytes that tell a part's change; a missed one would only make a reason less exact


@dataclass(slots=True)
class Keys:
    """What all keys of one build have in common."""

    version: str
    closures: Mapping[str, bytes]
    words: Mapping[str, bytes]
    # Frames and cards stand on many pages: what was made of one is kept, with the thing itself, so
    # that its id stays its own.
    _kept: dict[int, tuple[Frame | Card, bytes]] = field(default_factory=dict)

    def key(self, page: Page) -> bytes:
        """Give a planned page's key, whole."""
        template, words = self.closures[page.template], self.words[page.lang]
        _, held = _shape(page.view)
        parts = [_json(one) if type(one) is str else self._part(one) for one in held(page.view)]
        made = blake2b(template, digest_size=SIZE)
        made.update(words)
        made.update(f"{self.version}\0{page.template}\0".encode())
        made.update(b"\0".join(parts))  # JSON holds no NUL, so no two views join alike
        checks = pack(f">{len(parts)}I", *map(crc32, parts))
        return b"".join((made.digest(), template[:PART], words[:PART], checks))

    def _part(self, value: object) -> bytes:
        if type(value) is Frame:
            return self._once(value)
        if type(value) is tuple and value and type(value[0]) is Card:
            return b"".join(map(self._once, value))
        return _json(value)

    def _once(self, value: Frame | Card) -> bytes:
        held = self._kept.get(id(value))
        if held is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            made = blake2b(_json(value), digest_size=SIZE).hexdigest().encode()
            held = self._kept[id(value)] = (value, made)
        return held[1]


def holds(known: bytes | None, key: bytes) -> bool:
    """Tell whether a key of the manifest decides as this one."""
    return known is not None and known[:SIZE] == key[:SIZE]


def _json(value: object) -> bytes:
    return orjson.dumps(value, default=_bytes)


def _bytes(value: object) -> str:
    """Give a digest that a view holds as text; JSON knows everything else that views hold."""
    if isinstance(value, bytes):
        return value.hex()
    msg = f"no key for {type(value).__name__}"
    raise TypeError(msg)


def _shape(view: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:  # noqa: ANN401 - as Page's
    """Give the names of a view's fields, and what gives all that they hold."""
    return _shape_of(type(view))  # type: ignore[arg-type]  # types are hashable


@cache
def _shape_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:
    names = tuple(one.name for one in fields(kind))
    if len(names) == 1:
        return names, lambda view: (getattr(view, names[0]),)
    return names, attrgetter(*names)


def reason(page: Page, old: bytes | None, new: bytes, *, gone: bool) -> str:
    """Say why a page is rendered: what of its key changed, or that its file is gone."""
    if old is None:
        return "new"
    if old == new:
        return "file is gone" if gone else "kept"
    names = ["template", "words", *_shape(page.view)[0]]
    before, after = _split(old), _split(new)
    if len(before) != len(after):
        return "version"
    changed = [name for name, one, other in zip(names, before, after, strict=False) if one != other]
    return ", ".join(changed) or "version"


def _split(key: bytes) -> list[bytes]:
    return [key[at : at + PART] for at in range(SIZE, len(key), PART)]
