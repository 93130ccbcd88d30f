"""Plates: the functions that casting made of a theme's pages, ready to print with.

A plate is given a view, words and bodies, and gives the page. It remembers what many
pages show: each text that it escaped, what a macro made of a card, what stands on every page of an
edition. Views never change, so what was made of one is right as long as the view is the same.
"""

import json
import marshal
import re
from collections.abc import Callable, Sequence
from json.encoder import encode_basestring
from types import CodeType, FunctionType, SimpleNamespace
from typing import TypeVar

from markupsafe import Markup, escape

from generator.model.frame import Frame
from generator.model.pieces import Card, Headline
from generator.model.text import Html
from generator.stages.figures import safe_url

Plate = Callable[[object, SimpleNamespace, tuple[Html, ...]], bytes]
Once = list[bytes | None]
T = TypeVar("T")
SHARED = (Card, Headline, Frame)  # first arguments of macros that many pages show
FIRM = (str, int, bool, SimpleNamespace)  # what else they may be called with
MOST_HELD = 6_000  # results that each macro remembers: some 6 MB of cards
MOST_FRAMES = 100
_SIGNS = re.compile("[&<>\"']")
# URLs that may be followed, and have no sign of HTML: nearly all.
_CLEAN = re.compile(r"(?:https?:/|/(?!/))[!#-%(-;=?-\[\]-~]*")


def plates(code: bytes, fill: Callable[..., Html]) -> dict[str, Plate]:
    """Give the plates of a theme by the names of their templates."""
    made = marshal.loads(code)  # noqa: S302 - our own: made here, or kept under a seal
    names = {
        "Html": Html, "Markup": Markup, "escape": escape, "url": safe_url, "fill": fill,
        "tojson": _json, "forceescape": _escaped_again, "quoted": _quoted,
        "words": _Escaped(), "urls": _Links(), "jsons": _Json(),
        "remembering": remembering, "shelf": _shelf, "keep": _keep, "sole": _sole,
    }  # fmt: skip
    assert isinstance(made, CodeType)  # noqa: S101 - for the type checker
    FunctionType(made, names)()
    found: dict[str, Plate] = names["pages"]  # type: ignore[assignment]
    return found


class _Escaped(dict[str, bytes]):
    """Plain texts, and the same as HTML: a title stands in many places."""

    def __missing__(self, text: str) -> bytes:
        if len(self) > MOST_HELD:
            self.clear()
        made = self[text] = text.encode() if _SIGNS.search(text) is None else escape(text).encode()
        return made


class _Links(dict[str, bytes]):
    """URLs, and the same as HTML where they may be followed."""

    def __missing__(self, url: str) -> bytes:
        if len(self) > MOST_HELD:
            self.clear()
        made = self[url] = url.encode() if _CLEAN.fullmatch(url) else escape(safe_url(url)).encode()
        return made


class _Json(dict[str, bytes]):
    """Texts, and the same as JSON."""

    def __missing__(self, text: str) -> bytes:
        if len(self) > MOST_HELD:
            self.clear()
        made = self[text] = _json(text).encode()
        return made


def remembering(macro: Callable[..., T]) -> Callable[..., T]:
    """Let a macro remember what it made of cards and frames: it sees its arguments alone."""
    held: dict[tuple[object, ...], tuple[object, T]] = {}

    def call(*given: object, **named: object) -> T:
        if named or not given or type(given[0]) not in SHARED:
            return macro(*given, **named)
        rest = given[1:]
        if rest and not all(type(one) in FIRM for one in rest):
            return macro(*given)
        key = (id(given[0]), *[one if type(one) is str else id(one) for one in rest])
        known = held.get(key)
        if known is None:
            if len(held) > MOST_HELD:
                held.clear()
            known = held[key] = (given, macro(*given))  # what is kept keeps its id
        return known[1]

    return call


def _shelf(size: int) -> Callable[[object, SimpleNamespace], Once]:
    """Make what keeps the pieces of a page that depend on its frame and words alone."""
    held: dict[tuple[int, int], tuple[object, SimpleNamespace, Once]] = {}

    def find(frame: object, words: SimpleNamespace) -> Once:
        if frame is not None and type(frame) is not Frame:
            return [None] * size
        key = (id(frame), id(words))
        if key not in held:
            if len(held) > MOST_FRAMES:
                held.clear()
            held[key] = (frame, words, [None] * size)
        return held[key][2]

    return find


def _keep(once: Once, place: int, made: bytes) -> bytes:
    once[place] = made
    return made


def _sole(bodies: Sequence[Html]) -> Html:
    [one] = bodies
    return one


def _json(value: object) -> Markup:
    """Do what Jinja2's tojson does; texts are most of what it is given."""
    if isinstance(value, str):
        text = encode_basestring(value)
    else:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704 - no sign of HTML is left


def _escaped_again(value: object) -> Markup:
    """Do what Jinja2's forceescape does."""
    html = getattr(value, "__html__", None)
    return escape(str(html() if html else value))


def _quoted(html: bytes) -> bytes:
    """Escape HTML that is to be shown as text, as a feed's."""
    html = html.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return html.replace(b"'", b"&#39;").replace(b'"', b"&#34;")
