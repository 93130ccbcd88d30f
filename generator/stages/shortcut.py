"""Everyday Markdown without the library: the same bytes as Python-Markdown and nh3, sooner.

Nearly all of a library's time goes into looking, in every paragraph, for markup that news
does not hold. A closed grammar (paragraphs, headings, one-line list items, quotations, strong,
stressed, links and pictures) is turned into HTML here; a text with anything else in it, in any
place, is given to the library whole. What is written here needs no sanitising: no element and no
attribute comes from the text but those below, and no URL of another scheme than http(s).
"""

import re
from collections.abc import Iterator
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from generator.language.slug import heading_anchor
from generator.stages.anchors import Anchors

# Parts of patterns: what means something to the library, and white space that it or the
# sanitiser writes in another way.
_MARKS = r"\\`*_\[\]<>|~"
_FOREIGN = "\t\r\f\v\0\x02\x03\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"
_MEANING = re.compile(f"[{_MARKS}{_FOREIGN}]")
_STRANGE = frozenset(_FOREIGN)
# What else nobody but the library understands: entities, a break of a line, and its own place
# holders, whose names are klzzwxh:1 and wxhzdk:1 but for control characters.
_ENTITY = re.compile("&#?[0-9A-Za-z]+;")
_BREAK = "  \n"
_HOLDERS = ("wxh", "///Footnotes")
# A line that begins so may be no paragraph, or may end one.
_BEGINNING = re.compile(r"\n(?:[ #>+=:-]|[0-9]+[.)])")
_BEGINNERS = frozenset(" #>+=:-*0123456789")  # what such lines, headings and lists begin with
_TEXT = rf"[^{_MARKS}&\"\n]"
# A host that every reader of URLs understands; others are judged by the sanitiser.
_HOST = r"(?:(?!xn--)[A-Za-z0-9](?:-?[A-Za-z0-9])*\.)+[A-Za-z]{2,}"
_REST = r"[^\s()<>\"'\\*\[\]`&:]"
_URL = rf"(?:https?://{_HOST}(?:/{_REST}*)?|(?![/!]/){_REST}+)"
# All begin with one of three characters, so that the engine is quick to find where.
_INLINE = re.compile(
    rf"[*\[!](?:"
    rf"(?<=\*)(?<!\*\*)(?:"
    rf"\*(?!\s)({_TEXT}++)(?<!\s)\*\*(?!\*)"
    rf"|(?![\s*])({_TEXT}++)(?<!\s)\*(?!\*))"
    rf"|(?<=\[)(?<![!\]]\[)(?![\s^])({_TEXT}++)(?<!\s)\]\(({_URL})\)"
    rf"|(?<=!)\[(?!\s)({_TEXT}++)(?<!\s)\]\(({_URL})(?: \"(?!\s)({_TEXT}++)(?<!\s)\")?\))"
)
_HEADING = re.compile(r"(#{1,6}) (?=[^\s#])([^\n]*[^\s#])")
_BULLET = re.compile(r"[*+-] (?=\S)")
_NUMBER = re.compile(r"[0-9]+\. (?=\S)")
_LISTS = MappingProxyType({"ul": _BULLET, "ol": _NUMBER})
_DASH = re.compile("<p>[\N{EM DASH}\N{EN DASH}\N{HORIZONTAL BAR}]")


class Written(NamedTuple):
    """HTML, and what a reader sees of it as plain text, white space as it comes."""

    html: str
    seen: str


def shortcut(text: str, taken: frozenset[str]) -> Written | None:
    """Give the sanitised HTML of a text, or None where only the library knows what it means.

    taken: anchors that headings may not have.
    """
    if any(one in text for one in _HOLDERS) or ("&" in text and _ENTITY.search(text)):
        return None
    anchors = Anchors(taken)
    made: list[Written] = []
    before = ""
    for block in _blocks(text):
        if block[0] not in _BEGINNERS:
            kind, written = "", _line(block) or _paragraph(block)
        else:
            kind = _kind(block)
            if kind and kind == before:
                return None  # two blocks of one list or quotation, or an item with paragraphs
            written = _list(block, kind) if kind in _LISTS else _block(block, anchors)
        if written is None:
            return None
        before = kind
        made.append(written)
    return _joined(made)


def _joined(parts: list[Written]) -> Written:
    """Write parts below each other."""
    return Written("\n".join([one[0] for one in parts]), "\n".join([one[1] for one in parts]))


def _blocks(text: str) -> Iterator[str]:
    """Split at empty lines."""
    for block in text.strip("\n").split("\n\n"):
        trimmed = block.strip("\n")
        if trimmed:
            yield trimmed


def _kind(block: str) -> str:
    """Name what may go on in the next block: a list or a quotation; else ""."""
    if block[0] == ">":
        return "blockquote"
    if _BULLET.match(block):
        return "ul"
    return "ol" if _NUMBER.match(block) else ""


def _block(block: str, anchors: Anchors) -> Written | None:
    """Give a heading, a quotation or a paragraph."""
    if block[0] == ">":
        return _quotation(block)
    heading = _HEADING.fullmatch(block)
    if heading is not None:
        return _heading(heading, anchors)
    return _paragraph(block)


def _line(block: str) -> Written | None:
    """Give a paragraph that is a line of nothing but words, as most are: sooner than any other."""
    if "\n" in block or _MEANING.search(block) or block != block.strip():
        return None
    return Written(f"<p>{_plain(block)}</p>", block)


def _paragraph(block: str) -> Written | None:
    if block != block.strip() or _BEGINNING.search("\n" + block) or _BREAK in block:
        return None
    inner = _inline(block)
    return None if inner is None else Written(f"<p>{inner.html}</p>", inner.seen)


def _quotation(block: str) -> Written | None:
    """Give a quotation of paragraphs; the marks of pull quotes and speakers are the library's."""
    lines = block.split("\n")
    if not all(line == ">" or line.startswith("> ") for line in lines):
        return None
    found = [_paragraph(one) for one in _blocks("\n".join(line[2:] for line in lines))]
    made = [one for one in found if one is not None]
    if not made or len(made) < len(found) or (len(made) > 1 and _DASH.match(made[-1].html)):
        return None
    inner = _joined(made)
    return Written(f"<blockquote>\n{inner.html}\n</blockquote>", inner.seen)


def _heading(found: re.Match[str], anchors: Anchors) -> Written | None:
    inner = _inline(found[2])
    if inner is None or "<img" in inner.html:
        return None
    level = max(2, len(found[1]))
    name = anchors.give(heading_anchor(inner.seen) or "part")
    return Written(f'<h{level} id="{escape(name)}">{inner.html}</h{level}>', inner.seen)


def _list(block: str, tag: str) -> Written | None:
    """Give a list whose items are a line each; numbers must begin with 1."""
    if tag == "ol" and not block.startswith("1. "):
        return None
    begins = _LISTS[tag]
    items = []
    for line in block.split("\n"):
        mark = begins.match(line)
        item = line[mark.end() :] if mark else ""
        inner = _inline(item) if item and not _BEGINNING.match("\n" + item) else None
        if inner is None or item != item.strip():
            return None
        items.append(Written(f"<li>{inner.html}</li>", inner.seen))
    made = _joined(items)
    return Written(f"<{tag}>\n{made.html}\n</{tag}>", made.seen)


def _inline(text: str) -> Written | None:
    """Give the HTML of a text within a block; None where it holds more than the grammar."""
    marks = _MEANING.findall(text)
    if not marks:
        return Written(_plain(text), text)
    if not _STRANGE.isdisjoint(marks):
        return None
    between: list[str] = []
    made: list[str] = []
    seen: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        plain = text[at : found.start()]
        strong, stressed, words, *_ = found.groups()
        between.append(plain)
        made += (_plain(plain), _element(found))
        seen += (plain, strong or stressed or words or "")
        at = found.end()
    between.append(text[at:])
    if _MEANING.search("".join(between)):
        return None
    return Written("".join((*made, _plain(text[at:]))), "".join((*seen, text[at:])))


def _plain(text: str) -> str:
    return text.replace("&", "&amp;") if "&" in text else text


def _element(found: re.Match[str]) -> str:
    strong, stressed, words, url, alt, source, title = found.groups()
    if strong:
        return f"<strong>{strong}</strong>"
    if stressed:
        return f"<em>{stressed}</em>"
    if words:
        return f'<a href="{url}">{words}</a>'
    named = f' title="{title}"' if title else ""
    return f'<img alt="{alt}" src="{source}"{named}>'
