"""Out of date by value: the key of a page, and what in it changed.

key = digest of everything | template's closure | words | one short digest for each field of
the view. The first part alone decides; the others let `--explain` say why, and are worked out
only for pages that are rendered. Views are digested as JSON: their types say what each field
holds, so two views of one template have one JSON if and only if they are equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b

import orjson

from generator.model.page import Page
from generator.stages.digest import SIZE

PART = 4  # bytes that tell a part's change; a missed one would only make a reason less exact


@dataclass(frozen=True, slots=True)
class Keys:
    """What all keys of one build have in common."""

    version: str
    closures: Mapping[str, bytes]
    words: Mapping[str, bytes]

    def key(self, page: Page) -> bytes:
        """Give the part of a planned page's key that decides."""
        made = blake2b(self.closures[page.template], digest_size=SIZE)
        made.update(self.words[page.lang])
        made.update(f"{self.version}\0{page.template}\0".encode())
        made.update(_json(page.view))
        return made.digest()

    def whole(self, page: Page, key: bytes) -> bytes:
        """Give all of a page's key, whose part that decides is known."""
        template, words = self.closures[page.template], self.words[page.lang]
        parts = (blake2b(_json(one), digest_size=PART).digest() for one in _values(page.view))
        return b"".join((key, template[:PART], words[:PART], *parts))


def holds(known: bytes | None, key: bytes) -> bool:
    """Tell whether a whole key of the manifest decides as this one."""
    return known is not None and known[:SIZE] == key


def _json(value: object) -> bytes:
    return orjson.dumps(value, default=_bytes, option=orjson.OPT_SORT_KEYS)


def _bytes(value: object) -> str:
    """Give a digest that a view holds as text; JSON knows everything else that views hold."""
    if isinstance(value, bytes):
        return value.hex()
    msg = f"no key for {type(value).__name__}"
    raise TypeError(msg)


def _values(view: object) -> list[object]:
    if not is_dataclass(view):
        return [view]
    return [getattr(view, one.name) for one in fields(view)]


def _names(view: object) -> list[str]:
    return [one.name for one in fields(view)] if is_dataclass(view) else ["view"]


def reason(page: Page, old: bytes | None, new: bytes, *, gone: bool) -> str:
    """Say why a page is rendered: what of its key changed, or that its file is gone."""
    if old is None:
        return "new"
    if old == new:
        return "file is gone" if gone else "kept"
    names = ["template", "words", *_names(page.view)]
    before, after = _split(old), _split(new)
    if len(before) != len(after):
        return "version"
    changed = [name for name, one, other in zip(names, before, after, strict=False) if one != other]
    return ", ".join(changed) or "version"


def _split(key: bytes) -> list[bytes]:
    return [key[at : at + PART] for at in range(SIZE, len(key), PART)]
