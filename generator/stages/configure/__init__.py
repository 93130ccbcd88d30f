"""site.yaml as written becomes the newsroom as meant, or all the problems that it has.

Languages are read first, for every other text may be given in each of them; what spans
several sections (addresses that would clash, names used twice) is checked last.
"""

from collections.abc import Mapping as Table
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generator.model.config import Edition, Language, Publisher, SiteConfig
from generator.model.problem import Problem, failed
from generator.model.text import Translated
from generator.stages.configure.clashes import report_clashes
from generator.stages.configure.languages import editions_of, is_code, languages_of
from generator.stages.configure.numbers import settings_of
from generator.stages.configure.sections import Sections
from generator.stages.configure.targets import targets_of
from generator.stages.configure.values import base_url, theme, timezone
from generator.stages.schema import KeyTable, Mapping, Reader, compose

PATH = "site.yaml"
TIMEZONE = "UTC"
REQUIRED = ("title", "base_url", "languages", "categories")
INDISPENSABLE = ("languages", "categories")  # without them no story can be understood
NOWHERE = "https://localhost/"  # stands in for an address that is missing or wrong
# Errors that would come back from every story, or from the plan of all pages.
ECHOING = ("bad-language-code", "duplicate-slug", "reserved-word", "unknown-locale")
ECHOING_SHAPES = (*INDISPENSABLE, "authors")

__all__ = ["PATH", "REQUIRED", "TIMEZONE", "configure", "keys"]


def configure(text: str) -> tuple[SiteConfig | None, tuple[Problem, ...]]:
    """Read site.yaml; every problem of the file is given, in the order of the file.

    Even with errors there is a configuration, as far as it can be made, for the problems
    of stories to be found in the same run; there is none where they would be mere echoes.
    """
    node, found = compose(text, PATH)
    if node is None and failed(found):
        return None, found
    reader = Reader(PATH, list(found))
    top = reader.document(node)
    languages = _languages(reader, top)
    sound = all(is_code(one.code) for one in languages)
    values = reader.read(top, keys(languages, sound=sound))
    if node is None or isinstance(node, Mapping):
        for name in REQUIRED:
            reader.require(values, name)
    report_clashes(reader, values)
    problems = tuple(sorted(reader.problems))
    if not all(values.get(name) for name in INDISPENSABLE) or any(map(_echoes, problems)):
        return None, problems
    marks = tuple((key, line, column) for key, (line, column) in reader.marks.items())
    return SiteConfig(marks=marks, **_with_defaults(values)), problems


def keys(languages: tuple[Language, ...], *, sound: bool = True) -> KeyTable:
    """Give the table of site.yaml's own keys, for texts in some languages.

    sound: the languages' codes are good, so that others can be called unknown.
    """
    codes = tuple(one.code for one in languages) if sound else ()
    sections = Sections(codes)
    return MappingProxyType(
        {
            "title": sections.translated,
            "tagline": sections.translated,
            "base_url": base_url,
            "timezone": timezone,
            "languages": lambda _reader, _node, _key: languages,
            "editions": editions_of(codes),
            "categories": sections.categories,
            "tags": sections.tags,
            "authors": sections.authors,
            "social": sections.networks,
            "podcasts": sections.networks,
            "publisher": sections.publisher,
            "settings": settings_of(sections),
            "deploy": targets_of,
            "theme": theme,
        }
    )


def _languages(reader: Reader, top: Mapping) -> tuple[Language, ...]:
    """Read the languages before all else."""
    for key, value in top.entries:
        if key.text == "languages":
            return languages_of(reader, value, key.text)
    return ()


def _echoes(one: Problem) -> bool:
    """Tell whether a problem would be followed by others that it alone explains."""
    if one.code == "bad-value":
        return dict(one.details)["key"] in ECHOING_SHAPES
    return one.code in ECHOING


def _with_defaults(values: Table[str, Any]) -> dict[str, Any]:
    """Fill in what follows from the rest, and what stands in for what is wrong."""
    named = {"title": Translated(), "base_url": NOWHERE, "timezone": TIMEZONE}
    codes = tuple(one.code for one in values["languages"])
    alone = tuple(Edition(code, (code,)) for code in codes) if len(codes) > 1 else ()
    papers = (Edition("", codes), *alone)
    whole = {**named, **values, "editions": values.get("editions") or papers}
    publisher = values.get("publisher") or Publisher(Translated())
    if not publisher.name.entries:
        publisher = replace(publisher, name=whole["title"])
    return {**whole, "publisher": publisher}
