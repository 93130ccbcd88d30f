"""Drawings: their size, and whether they hold nothing that runs, loads or leads elsewhere.

A drawing is published as it is, so it is refused rather than cleaned: whoever made it can
save it as plain SVG.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_XML_EVENTS = "http://www.w3.org/2001/xml-events"

# Elements that run something or show other documents.
_UNSAFE_ELEMENTS = frozenset(
    (
        "audio",
        "embed",
        "foreignobject",
        "handler",
        "iframe",
        "listener",
        "object",
        "script",
        "video",
    )
)
# Attributes that hold words or shapes and are never read as CSS.
_NO_CSS = re.compile(r"id|class|d|points|title|lang|(?:aria|data)-.*")
# SVG 2, 16.1: where an address may stand. A fragment or an embedded picture stays inside.
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,])", re.IGNORECASE)
# CSS that loads: @import, url(…) that is no fragment, image-set(…), old browsers' scripts.
# An escape could spell any of them, and no drawing program writes one. Blanks are taken
# once and for all (*+): taking them in every other way would last for hours.
_UNSAFE_CSS = re.compile(
    r"@import|\\|expression\s*+\(|-moz-binding|behavior\s*+:|image\s*+\(|image-set\s*+\("
    r"|url\s*+\(\s*+(?![\"']?\s*+(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,]))"
    r"|javascript\s*+:",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\s*+\+?([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*+([a-zA-Z]*+|%)\s*+")
_LONGEST = 100  # characters of a length; reading more digits takes their number squared
# CSS Values 4, 6.2: pixels in each absolute unit; em and ex at the usual 16 pixels.
_PIXELS = MappingProxyType(
    {
        "": 1.0,
        "px": 1.0,
        "pt": 96 / 72,
        "pc": 16.0,
        "in": 96.0,
        "cm": 96 / 2.54,
        "mm": 96 / 25.4,
        "q": 96 / 101.6,
        "em": 16.0,
        "rem": 16.0,
        "ex": 8.0,
    }
)
_DEFAULT_SIZE = (300, 150)  # CSS Images 3, 4.2: of a drawing that says nothing of its size
_MAX_SIDE = 100_000
_LOOK_BYTES = 1024


class Unsafe(Exception):  # noqa: N818 - it names what the drawing is
    """A drawing that holds what it must not."""


def looks_like_svg(data: bytes) -> bool:
    """Tell whether bytes begin as a document of XML does, in any encoding of its."""
    start = data[:_LOOK_BYTES].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return start.startswith(b"<")


def measure(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels; raises Unsafe, or ValueError if it is no drawing."""
    roots: list[Mapping[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            if name != f"{_SVG} svg":
                raise ValueError(name)
            roots.append(attributes)
        _check_element(name, attributes)
        texts.append("")

    def end(name: str) -> None:
        text = texts.pop()
        if name.rpartition(" ")[2].lower() == "style" and _UNSAFE_CSS.search(text):
            raise Unsafe(text)

    def words(text: str) -> None:
        texts[-1] += text

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    _refuse_declarations(parser)
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, LookupError) as error:  # of XML, or of its encoding
        raise ValueError(str(error)) from error
    return _size(roots[0])


def _refuse_declarations(parser: expat.XMLParserType) -> None:
    """Refuse entities and whatever else a document type may declare, and style sheets."""

    def doctype(name: str, _system: object, _public: object, inner: object) -> None:
        if inner:
            raise Unsafe(name)

    def instruction(target: str, _data: str) -> None:
        raise Unsafe(target)

    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = instruction


def _check_element(name: str, attributes: Mapping[str, str]) -> None:
    space, _, local = name.rpartition(" ")
    lowered = local.lower()
    if space in {_XHTML, _XML_EVENTS} or lowered in _UNSAFE_ELEMENTS:
        raise Unsafe(name)
    for key, value in attributes.items():
        _check_attribute(key, value)


def _check_attribute(key: str, value: str) -> None:
    """Refuse events, addresses outside the drawing, and CSS that loads."""
    space, _, local = key.rpartition(" ")
    lowered = local.lower()
    if lowered.startswith("on") or space == _XML_EVENTS or (space == _XML and lowered == "base"):
        raise Unsafe(key)
    if lowered in {"href", "src"} and not _INSIDE.match(value):
        raise Unsafe(value)
    if lowered == "attributename" and re.search(r"href|^\s*on", value, re.IGNORECASE):
        raise Unsafe(value)
    if not space and not _NO_CSS.fullmatch(lowered) and _UNSAFE_CSS.search(value):
        raise Unsafe(value)


def _size(root: Mapping[str, str]) -> tuple[int, int]:
    """Find the size as browsers do: the lengths given, else the view box's, else theirs."""
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == len("xywh"):
        across, down = _pixels(box[2]), _pixels(box[3])
        if across and down:
            width = width or (height * across / down if height else across)
            height = height or width * down / across
    sides = (width or _DEFAULT_SIZE[0], height or _DEFAULT_SIZE[1])
    if max(sides) > _MAX_SIDE:
        raise ValueError(sides)
    return max(round(sides[0]), 1), max(round(sides[1]), 1)


def _pixels(length: str) -> float:
    """Return a length in pixels; 0 where there is none or it depends on the page."""
    found = _LENGTH.fullmatch(length) if len(length) <= _LONGEST else None
    return float(found[1]) * _PIXELS.get(found[2].lower(), 0.0) if found else 0.0
