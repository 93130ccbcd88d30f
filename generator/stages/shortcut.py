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

from generator.language.slug import heading_anchor
from generator.stages.anchors import Anchors

# What means something to the library.
_MEANING = re.compile(r"[\\`*_\[\]<>|~]|!\[")
# Anywhere: what the sanitiser writes in another way, white space of all kinds, entities, a
# break of a line, and the library's own place holders.
_FOREIGN = re.compile(
    "[\t\r\f\v\0\x02\x03\x1c-\x1f\x85\xa0\u2028\u2029]|&#?[0-9A-Za-z]+;|  \n"
    "|klzzwxh|wzxhzdk|///Footnotes"
)
# A line that begins so may be no paragraph, or may end one.
_BEGINNING = re.compile(r"^(?:[ #>+=:-]|[0-9]+[.)])", re.MULTILINE)
_TEXT = r"[^\\`*_\[\]<>&|~\"\n]"
# A host that every reader of URLs understands; others are judged by the sanitiser.
_HOST = r"(?:(?!xn--)[A-Za-z0-9](?:-?[A-Za-z0-9])*\.)+[A-Za-z]{2,}"
_REST = r"[^\s()<>\"'\\*\[\]`&:]"
_URL = rf"(?:https?://{_HOST}(?:/{_REST}*)?|(?![/!]/){_REST}+)"
_INLINE = re.compile(
    rf"(?<!\*)\*\*(?!\s)({_TEXT}+)(?<!\s)\*\*(?!\*)"
    rf"|(?<!\*)\*(?![\s*])({_TEXT}+)(?<!\s)\*(?!\*)"
    rf"|(?<![!\]])\[(?![\s^])({_TEXT}+)(?<!\s)\]\(({_URL})\)"
    rf"|!\[(?!\s)({_TEXT}+)(?<!\s)\]\(({_URL})(?: \"(?!\s)({_TEXT}+)(?<!\s)\")?\)"
)
_HEADING = re.compile(r"(#{1,6}) (?=[^\s#])([^\n]*[^\s#])")
_BULLET = re.compile(r"[*+-] (?=\S)")
_NUMBER = re.compile(r"[0-9]+\. (?=\S)")
_LISTS = MappingProxyType({"ul": _BULLET, "ol": _NUMBER})
_DASH = re.compile("<p>[\N{EM DASH}\N{EN DASH}\N{HORIZONTAL BAR}]")


def shortcut(text: str, taken: frozenset[str]) -> str | None:
    """Give the sanitised HTML of a text, or None where only the library knows what it means.

    taken: anchors that headings may not have.
    """
    if _FOREIGN.search(text):
        return None
    anchors = Anchors(taken)
    made: list[str] = []
    before = ""
    for block in _blocks(text):
        kind = _kind(block)
        if kind and kind == before:
            return None  # two blocks of one list or quotation, or an item with paragraphs
        before = kind
        html = _list(block, kind) if kind in _LISTS else _block(block, anchors)
        if html is None:
            return None
        made.append(html)
    return "\n".join(made)


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


def _block(block: str, anchors: Anchors) -> str | None:
    """Give a heading, a quotation or a paragraph."""
    if block[0] == ">":
        return _quotation(block)
    heading = _HEADING.fullmatch(block)
    if heading is not None:
        return _heading(heading, anchors)
    return _paragraph(block)


def _paragraph(block: str) -> str | None:
    if _BEGINNING.search(block) or block != block.strip():
        return None
    inner = _inline(block)
    return None if inner is None else f"<p>{inner}</p>"


def _quotation(block: str) -> str | None:
    """Give a quotation of paragraphs; the marks of pull quotes and speakers are the library's."""
    lines = block.split("\n")
    if not all(line == ">" or line.startswith("> ") for line in lines):
        return None
    made = [_paragraph(one) for one in _blocks("\n".join(line[2:] for line in lines))]
    if not made or None in made or (len(made) > 1 and _DASH.match(made[-1] or "")):
        return None
    return "\n".join(("<blockquote>", *filter(None, made), "</blockquote>"))


def _heading(found: re.Match[str], anchors: Anchors) -> str | None:
    inner = _inline(found[2])
    if inner is None or "<img" in inner:
        return None
    level = max(2, len(found[1]))
    words = _INLINE.sub(lambda one: one[1] or one[2] or one[3], found[2])
    name = heading_anchor(words) or "part"
    return f'<h{level} id="{escape(anchors.give(name))}">{inner}</h{level}>'


def _list(block: str, tag: str) -> str | None:
    """Give a list whose items are a line each; numbers must begin with 1."""
    if tag == "ol" and not block.startswith("1. "):
        return None
    begins = _LISTS[tag]
    items = []
    for line in block.split("\n"):
        mark = begins.match(line)
        item = line[mark.end() :] if mark else ""
        inner = _inline(item) if item and not _BEGINNING.search(item) else None
        if inner is None or item != item.strip():
            return None
        items.append(f"<li>{inner}</li>\n")
    return f"<{tag}>\n{''.join(items)}</{tag}>"


def _inline(text: str) -> str | None:
    """Give the HTML of a text within a block; None where it holds more than the grammar."""
    if not _MEANING.search(text):
        return _plain(text)
    rest = _INLINE.sub("", text)
    if _MEANING.search(rest):
        return None
    made: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        made.append(_plain(text[at : found.start()]))
        made.append(_element(found))
        at = found.end()
    made.append(_plain(text[at:]))
    return "".join(made)


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
