"""Out of date by value: the key of a page, and what in it changed.

key = digest of everything | template's closure | words | one short digest for each field of
the view. The first part alone decides; the others let `--explain` say why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from generator.model.page import Page
from generator.stages.digest import SIZE, Digester, digest

PART = 4  # bytes that tell a part's change; a missed one would only make a reason less exact


@dataclass(frozen=True, slots=True)
class Keys:
    """What all keys of one build have in common."""

    version: str
    closures: Mapping[str, bytes]
    words: Mapping[str, bytes]
    digester: Digester = field(default_factory=Digester)

    def key(self, page: Page) -> bytes:
        """Give the key of a planned page."""
        template = self.closures[page.template]
        words = self.words[page.lang]
        parts = [self.digester.digest(value) for value in _values(page.view)]
        whole = digest(self.version, template, words, page.template, *parts)
        return b"".join((whole, template[:PART], words[:PART], *(one[:PART] for one in parts)))


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
