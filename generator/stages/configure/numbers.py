"""The section `settings`: what a newsroom may turn, named as in `Settings`."""

import re
from collections.abc import Mapping as Table
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from generator.model.config import Settings
from generator.stages.configure.pictures import images_of
from generator.stages.configure.podcast import podcast_of
from generator.stages.configure.sections import Sections
from generator.stages.schema import Converter, KeyTable, Node, Reader, shapes

SECTIONS = ("features", "front", "lists", "related", "feeds", "ping", "limits")
FROM_ONE = ("lists", "feeds", "limits")  # sections in which nothing would work with a zero
IMAGES, PODCAST = "images", "podcast"  # sections of other values
KEY, MESSAGES = "ping_key", "messages"
MOST = 100_000
_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")  # indexnow.org, "Verifying ownership via the key"


def place_of(name: str) -> tuple[str, str]:
    """Give section ("" for none) and key of a field of `Settings`."""
    section, _, rest = name.partition("_")
    return (section, rest) if section in SECTIONS else ("", name)


def settings_of(sections: Sections) -> Converter:
    """Make the converter of the settings; what is not said keeps its default."""
    table: KeyTable = MappingProxyType({**TABLE, PODCAST: podcast_of(sections)})

    def convert(reader: Reader, node: Node, key: str) -> Settings:
        found: dict[str, Any] = {}
        for name, value in reader.read(node, table, key).items():
            if name in SECTIONS:
                found |= {f"{name}_{inner}": said for inner, said in value.items()}
            else:
                found[name] = value
        if found.get("ping_indexnow"):
            reader.require({"key": found.get(KEY)}, "key", f"{key}.ping")
        return Settings(**found)

    return convert


def _key(reader: Reader, node: Node, key: str) -> str | None:
    """Read a key of IndexNow, which is also the name of a file at the paper's root."""
    written = shapes.verbatim(reader, node, key)
    if written is None or _KEY.fullmatch(written):
        return written
    reader.wrong(node, key, "indexnow")
    return None


def _converter(default: object, least: int) -> Converter:
    """Choose by a setting's default: a switch, the address of a service, or a number."""
    if isinstance(default, bool):
        return shapes.truth
    return shapes.url if isinstance(default, str) else shapes.number(least, MOST)


# Texts of a form of their own.
TEXTS: KeyTable = MappingProxyType({KEY: _key, MESSAGES: shapes.verbatim})


def _table() -> KeyTable:
    tables: dict[str, dict[str, Converter]] = {section: {} for section in ("", *SECTIONS)}
    for one in fields(Settings):
        if one.name in (IMAGES, PODCAST):
            continue
        section, key = place_of(one.name)
        least = 1 if section in FROM_ONE else 0
        tables[section][key] = TEXTS.get(one.name) or _converter(one.default, least)
    nested: Table[str, Any] = {name: shapes.within(tables[name]) for name in SECTIONS}
    return MappingProxyType({**tables[""], **nested, IMAGES: images_of})


TABLE = _table()
