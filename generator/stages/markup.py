"""Markdown to HTML that is safe to publish: the only door to Markdown and to the sanitiser.

Python-Markdown makes HTML, and nh3 keeps an allow-list of it; `references` follows.
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.language.slug import heading_anchor
from generator.stages.anchors import Anchors
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
# Anchors that the pages of the theme have themselves.
TAKEN = frozenset(("content", "corrections", "corrections-name", "top"))
SCHEMES = {"http", "https", "mailto", "tel"}
TOLD = 100  # names of what was removed from one text: no editor reads more
EXTENSIONS = ("tables", "sane_lists", "fenced_code", "footnotes", "def_list", "abbr")

PULL = "[!pull]"  # what a quotation begins with that is to stand out
_SPEAKER = re.compile("[\N{EM DASH}\N{EN DASH}\N{HORIZONTAL BAR}]|--")

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


class _Headings(Treeprocessor):
    """Give every heading an anchor that keeps its sounds, and leave h1 to the headline."""

    def run(self, root: Element) -> None:
        anchors = Anchors(TAKEN)
        for element in root.iter():
            if re.fullmatch("h[1-6]", element.tag):
                if element.tag == "h1":
                    element.tag = "h2"
                name = heading_anchor("".join(element.itertext())) or "part"
                element.set("id", anchors.give(name))


class _Quotes(Treeprocessor):
    """Tell pull quotes, which begin with a mark, and who speaks: a last line after a dash."""

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first, last = (quote[0], quote[-1]) if len(quote) else (None, None)
            if first is not None and first.tag == "p" and (first.text or "").startswith(PULL):
                quote.set("class", "pull")
                first.text = (first.text or "").removeprefix(PULL).lstrip()
                if not first.text and not len(first):
                    quote.remove(first)
            said = last is not None and last.tag == "p" and _SPEAKER.match(last.text or "")
            if last is not None and said and len(quote) > 1:
                last.set("class", "speaker")


class _Sides(Treeprocessor):
    """Name the side that a column keeps to by a class: its attribute is obsolete in HTML."""

    def run(self, root: Element) -> None:
        for cell in (*root.iter("th"), *root.iter("td")):
            side = {"right": "end", "center": "middle"}.get(cell.attrib.pop("align", ""))
            if side:
                cell.set("class", side)


class _House(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Quotes(md), "khabar-quotes", 6)
        md.treeprocessors.register(_Headings(md), "khabar-headings", 5)
        md.treeprocessors.register(_Sides(md), "khabar-sides", 4)


class Made(NamedTuple):
    """Sanitised HTML, the names of what had to be removed from it, and what a reader sees of it.

    seen: the text that `plain` gives, but its white space is as it comes.
    """

    html: str
    removed: tuple[str, ...]
    seen: str


class Converter:
    """Markdown to sanitised HTML; one for a batch of articles, since making it is slow."""

    def __init__(self) -> None:
        self._markdown = Markdown(
            extensions=[*EXTENSIONS, _House()],
            extension_configs={
                "footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "↩ {}"},
                "tables": {"use_align_attribute": True},
            },
            output_format="html",
        )

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
            raw = self._markdown.reset().convert(text)
        except RecursionError as error:
            raise TooNestedError from error
        if "<" not in raw:
            return Made(raw, (), plain(raw))
        html = sanitise(raw)
        return Made(html, tuple(_removed(raw)), plain(html))


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
