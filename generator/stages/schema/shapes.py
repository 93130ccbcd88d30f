"""Converters for the shapes that keys of site.yaml and front matter have in common."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from generator.language.normalise import normalise
from generator.model.problem import WARNING
from generator.stages.moments import MomentError, parse_moment
from generator.stages.schema.nodes import Mapping, Node, Scalar, Sequence
from generator.stages.schema.reader import Converter, KeyTable, Reader
from generator.stages.suggest import suggest

_TRUTH = ("yes", "on", "y", "1", "true")
_FALSEHOOD = ("no", "off", "n", "0", "false")


def verbatim(reader: Reader, node: Node, key: str) -> str | None:
    """Text as written: paths, codes, addresses. ``no``, ``012`` and ``12:30`` stay text."""
    if isinstance(node, Scalar):
        return node.text.strip()
    reader.wrong(node, key, "text")
    return None


def text(reader: Reader, node: Node, key: str) -> str | None:
    """Text for people: normalised, on one line, without blanks around it."""
    written = verbatim(reader, node, key)
    if written is None:
        return None
    if "\n" in written:
        written = " ".join(written.split())
    return normalise(written)


def anything(_reader: Reader, _node: Node, _key: str) -> None:
    """Accept what a later feature will read."""


def truth(reader: Reader, node: Node, key: str) -> bool | None:
    """Read ``true`` or ``false``, and nothing that only looks like it."""
    if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    said = node.text.strip().casefold() if isinstance(node, Scalar) else ""
    meant = "true" if said in _TRUTH else "false" if said in _FALSEHOOD else ""
    reader.report(node, "bad-truth", key=key, suggestion=meant)
    return None


def number(least: int, most: int) -> Converter:
    """Make a converter of whole numbers in plain decimal digits, least <= number <= most."""
    width = len(str(most))

    def convert(reader: Reader, node: Node, key: str) -> int | None:
        if isinstance(node, Scalar) and node.plain:
            digits = node.text
            decimal = digits.isascii() and digits.isdigit() and len(digits) <= width
            if decimal and str(int(digits)) == digits and least <= int(digits) <= most:
                return int(digits)
        reader.report(node, "bad-number", key=key, least=str(least), most=str(most))
        return None

    return convert


def choice(options: tuple[str, ...]) -> Converter:
    """Make a converter that accepts one of some words."""

    def convert(reader: Reader, node: Node, key: str) -> str | None:
        written = verbatim(reader, node, key)
        if written is None or written in options:
            return written
        details = {"value": written, "choices": ", ".join(options)}
        reader.report(node, "bad-choice", key=key, suggestion=suggest(written, options), **details)
        return None

    return convert


def many(convert: Callable[[Reader, Node, str], Any]) -> Converter:
    """Make a converter of lists; a single value is a list of one, empty items say nothing."""

    def collect(reader: Reader, node: Node, key: str) -> tuple[Any, ...]:
        if isinstance(node, Mapping) and convert in (text, verbatim):
            reader.wrong(node, key, "list")
            return ()
        if not isinstance(node, Sequence):
            one = convert(reader, node, key)
            return () if one is None else (one,)
        found = (convert(reader, item, dotted) for item, dotted in reader.items(node, key))
        return tuple(one for one in found if one is not None)

    return collect


def names(reader: Reader, node: Node, key: str) -> tuple[str, ...]:
    """Read a list of names; one name that holds commas is probably several, and a warning."""
    if isinstance(node, Scalar) and node.plain and ", " in node.text:
        reader.report(node, "comma-list", WARNING, key=key, suggestion=f"[{node.text}]")
    found: tuple[str | None, ...] = many(text)(reader, node, key)
    return tuple(one for one in found if one)


def moment(zone: str) -> Converter:
    """Make a converter of dates; those without a zone are meant in `zone`."""

    def convert(reader: Reader, node: Node, key: str) -> datetime | None:
        written = verbatim(reader, node, key)
        if written is None:
            return None
        try:
            return parse_moment(written, zone)
        except MomentError as error:
            details = {"reason": error.reason, "number": error.number}
            reader.report(
                node, "bad-date", key=key, value=written, suggestion=error.suggestion, **details
            )
            return None

    return convert


def url(reader: Reader, node: Node, key: str) -> str | None:
    """Read an absolute http or https address."""
    written = verbatim(reader, node, key)
    if written is None or is_url(written):
        return written
    near = f"https://{written}" if is_url(f"https://{written}") and "." in written else ""
    reader.report(node, "bad-url", key=key, value=written, suggestion=near)
    return None


def is_url(written: str) -> bool:
    """Tell whether a text is an absolute http(s) URL with a host, and holds nothing odd."""
    if any(one.isspace() or not one.isprintable() or one in '<>"\\' for one in written):
        return False
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return False
    labels = (parts.hostname or "").split(".")
    return parts.scheme in ("http", "https") and all(labels) and port != 0


def within(table: KeyTable) -> Converter:
    """Make a converter of mappings that gives the raw values by key, for a noun to be made."""

    def convert(reader: Reader, node: Node, key: str) -> dict[str, Any] | None:
        if isinstance(node, Scalar | Sequence):
            reader.wrong(node, key, "map")
            return None
        return reader.read(node, table, key)

    return convert
