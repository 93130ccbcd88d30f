"""Markdown to HTML that is safe to publish: the only door to Markdown and to the sanitiser.

Python-Markdown makes HTML, and nh3 keeps an allow-list of it; `references` follows.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple, Protocol, Self

import nh3

from generator.stages.anchors import TAKEN
from generator.stages.references import EMBED
from generator.stages.shortcut import shortcut

BLOCKS = frozenset(
    [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "hr",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "div",
        "section",
        "aside",
        "details",
        "summary",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)
TAGS = BLOCKS | INLINE
ATTRIBUTES = {
    "a": {"href", "title", "id", "class", "lang", "dir"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "div": {"class"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{one: {"lang", "dir"} for one in ("span", "p", "q", "i", "em", "blockquote", "cite")},
}
CLASSES = {
    "td": {"end", "middle"},
    "th": {"end", "middle"},
    "blockquote": {"pull"},
    "p": {"speaker", "embed"},
    "div": {"footnote"},
    "a": {"footnote-ref", "footnote-backref"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
TOLD = 100  # names of what was removed from one text: no editor reads more

_ELEMENT = re.compile(r"<\s*([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
_EVENT = re.compile(r"[\s/\"']on[a-z]+\s*=", re.IGNORECASE)
_SCRIPT_URL = re.compile(
    r"\b(?:href|src)\s*=\s*[\"']?\s*(?!https?:|mailto:|tel:)([a-z][a-z0-9+.-]*):", re.IGNORECASE
)
_ANYTAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:p|li|h[1-6]|blockquote|td|th|dt|dd|pre|tr|figcaption)>|<br>")
_HIDDEN = re.compile(r"<(?:sup|div class=\"footnote\")[ >].*?</(?:sup|div)>", re.DOTALL)
_SPACE = re.compile(r"\s+")


class TooNestedError(Exception):
    """The Markdown is nested deeper than any article needs."""


class Made(NamedTuple):
    """Sanitised HTML, the names of what had to be removed from it, and what a reader sees of it.

    seen: the text that `plain` gives, but its white space is as it comes.
    """

    html: str
    removed: tuple[str, ...]
    seen: str


class Library(Protocol):
    """Python-Markdown, as far as it is needed here."""

    def reset(self) -> Self: ...  # noqa: D102 - the library's own
    def convert(self, source: str) -> str: ...  # noqa: D102 - likewise


class Converter:
    """Markdown to sanitised HTML; one for a batch of articles, since making it is slow."""

    def __init__(self) -> None:
        self._library: Library | None = None

    def html(self, text: str) -> Made:
        """Give sanitised HTML.

        Raises TooNestedError where the text nests deeper than the converter can follow.
        """
        ready = shortcut(text, TAKEN)
        if ready is not None:
            return Made(ready.html, (), ready.seen)
        return self.by_library(text)

    def by_library(self, text: str) -> Made:
        """Do the same for any text, whatever it holds, by the libraries."""
        try:
            raw = self._whole().convert(text)
        except RecursionError as error:
            raise TooNestedError from error
        if "<" not in raw:
            return Made(raw, (), plain(raw))
        html = sanitise(raw)
        return Made(html, tuple(_removed(raw)), plain(html))

    def _whole(self) -> Library:
        """Give the library as it was before any text."""
        if self._library is None:
            # Most texts have no use for it: loading it would take longer than an edit.
            from generator.stages.markup.library import library  # noqa: PLC0415 - as said above

            self._library = library()
        return self._library.reset()


def sanitise(html: str) -> str:
    """Keep what the allow-list knows; everything that comes from content passes here."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) - {"class"} for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
    )


def _removed(raw: str) -> Iterable[str]:
    """Name, once each, elements and attributes that the sanitiser takes out, up to TOLD."""
    names: dict[str, None] = {}
    for found in _ELEMENT.finditer(raw):
        if len(names) >= TOLD:
            break
        if found[1].lower() not in TAGS:
            names.setdefault(f"<{found[1].lower()}>")
        if found[2]:
            event = _EVENT.search(found[2])
            if event:
                names.setdefault(event[0].strip(" \t\n/\"'=").lower() + "=")
            script = _SCRIPT_URL.search(unescape(found[2]))
            if script:
                names.setdefault(script[1].lower() + ":")
    return names


def plain(html: str) -> str:
    """Give the text that a reader sees, on one line: no tags, no footnotes, no marks."""
    shown = _HIDDEN.sub("", EMBED.sub("", html))
    spaced = _BREAK.sub(" ", shown)
    return _SPACE.sub(" ", unescape(_ANYTAG.sub("", spaced))).strip()
