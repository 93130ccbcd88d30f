"""The languages of a site, and the papers that carry them."""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from generator.language.scripts import direction_of_locale, script_of_locale
from generator.language.slug import DEVICES
from generator.language.speak import known_locale
from generator.model.config import Edition, Language
from generator.stages.configure.values import is_id, rows
from generator.stages.schema import KeyTable, Mapping, Node, Reader, Sequence, shapes
from generator.stages.suggest import suggest

NUMERALS = ("latn", "deva")
DIRECTIONS = ("ltr", "rtl")
# First parts of URLs that are the program's own; a part of four digits is a year's archive.
RESERVED = ("tag", "author", "series", "search", "assets", "media", "lite", "offline")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_reserved(part: str) -> bool:
    """Tell whether a part of a URL belongs to the program."""
    return part in RESERVED or (part.isascii() and part.isdigit())


def is_code(text: str) -> bool:
    """Tell whether a text can be a language's code, in file names and in URLs."""
    return _CODE.fullmatch(text) is not None and not is_reserved(text) and text not in DEVICES


def _locale(reader: Reader, node: Node, key: str) -> str | None:
    """Read a CLDR locale such as hi-IN."""
    written = shapes.verbatim(reader, node, key)
    if written is None or known_locale(written):
        return written
    reader.report(node, "unknown-locale", key=key, name=written)
    return None


LANGUAGE: KeyTable = MappingProxyType(
    {
        "name": shapes.text,
        "locale": _locale,
        "numerals": shapes.choice(NUMERALS),
        "direction": shapes.choice(DIRECTIONS),
        "typography": shapes.truth,
    }
)
EDITION: KeyTable = MappingProxyType(
    {"path": shapes.verbatim, "languages": shapes.many(shapes.verbatim)}
)


def languages_of(reader: Reader, node: Node, key: str) -> tuple[Language, ...]:
    """Read the languages in their order; a faulty one keeps its code, so that it is known."""
    found = []
    for name, value, dotted in rows(reader, node, key):
        code = name.text
        if not is_code(code):
            reader.report(name, "bad-language-code", value=code)
        values = reader.read(value, LANGUAGE, dotted)
        reader.require(values, "name", dotted)
        locale = values.get("locale", "")
        if f"{dotted}.locale" not in reader.marks and isinstance(value, Mapping):
            locale = code if known_locale(code) else ""
            reader.require({"locale": locale}, "locale", dotted)
        if locale:
            defaults = {"direction": direction_of_locale(locale), "name": code}
            script = script_of_locale(locale)
            values = defaults | values | {"locale": locale, "script": script}
        else:
            values = {"name": code, "locale": "", "script": "", "direction": "ltr"}
        found.append(Language(code=code, **values))
    return tuple(found)


def editions_of(codes: tuple[str, ...]) -> Callable[[Reader, Node, str], Any]:
    """Make the converter of the papers, each with a path of its own and known languages."""

    def convert(reader: Reader, node: Node, key: str) -> tuple[Edition, ...] | None:
        if not isinstance(node, Sequence):
            reader.wrong(node, key, "list")
            return None
        found: dict[str, Edition] = {}
        for item, dotted in reader.items(node, key):
            values = reader.read(item, EDITION, dotted)
            path = values.get("path", "")
            written = dict.fromkeys(values.get("languages", ()))
            carried = tuple(code for code in written if code in codes)
            if _good_path(reader, path, dotted, found) and carried:
                found[path] = Edition(path, carried)
            reader.require(values, "languages", dotted)
            _check_codes(reader, values.get("languages", ()), f"{dotted}.languages", codes)
        return tuple(found.values())

    return convert


def _good_path(reader: Reader, path: str, dotted: str, found: dict[str, Edition]) -> bool:
    """Report a path that is no part of a URL, is the program's own, or is another paper's."""
    place = f"{dotted}.path"
    parts = path.split("/") if path else []
    if not all(is_id(part) for part in parts):
        near = "/".join(part for part in path.lower().split("/") if is_id(part))
        reader.report_key(place, "bad-edition-path", value=path, suggestion=near)
        return False
    if parts and is_reserved(parts[0]):
        reader.report_key(place, "reserved-word", value=parts[0])
        return False
    if path in found:
        reader.report_key(place, "duplicate-edition", value=path)
        return False
    return True


def _check_codes(
    reader: Reader, written: tuple[str, ...], dotted: str, codes: tuple[str, ...]
) -> None:
    """Report languages that the site does not have."""
    for position, code in enumerate(written):
        if codes and code not in codes:
            near = suggest(code, codes)
            reader.report_key(
                f"{dotted}.{position}", "unknown-language", name=code, suggestion=near
            )
