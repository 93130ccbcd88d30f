"""Front matter: what an editor wrote above a story becomes the fields of an `Article`.

The table of keys below is CONTRACT's section 4; nothing that it does not name is accepted.
Values are as written but for their shape: names are looked up, and what is missing is
inherited, by `link`.
"""

import re
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from generator.language.slug import slug
from generator.model.config import Settings
from generator.model.problem import WARNING, Problem, failed, problem
from generator.model.story import KINDS, Article, Body, Correction, Credit, Picture
from generator.stages.address import old
from generator.stages.recordings import AUDIO_KEYS, VIDEO_KEYS, recording_of
from generator.stages.schema import (
    Converter,
    KeyTable,
    Mapping,
    Node,
    Reader,
    Scalar,
    compose,
    shapes,
)

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_END = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_HASHTAG = re.compile(r" #[^\s#].*")
FIRST_LINE = 2  # of the front matter, below its opening line
TEXTS = ("title", "deck", "series")  # where a hashtag is likelier than a remark
RESERVED = ("translated_from",)


class Place(Protocol):
    """What a path says of its file: the story, the language, and whether it is undated."""

    @property
    def story(self) -> str: ...  # noqa: D102 - the class says it
    @property
    def lang(self) -> str: ...  # noqa: D102
    @property
    def undated(self) -> bool: ...  # noqa: D102


def split(text: str) -> tuple[str, str, int]:
    """Split a file into front matter, body, and the line on which the body begins.

    Without front matter: ("", text, 1). Where its closing line is missing, all of the file
    is front matter and the body's line is 0. A BOM and carriage returns are dropped.
    """
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    begin = _FENCE.match(text)
    if begin is None:
        return "", text, 1
    end = _END.search(text, begin.end())
    if end is None:
        return text[begin.end() :], "", 0
    return text[begin.end() : end.start()], text[end.end() :], text.count("\n", 0, end.end()) + 1


def read_article(
    text: str, path: str, place: Place, *, settings: Settings, zone: str
) -> tuple[Article | None, str, int, tuple[Problem, ...]]:
    """Read a file's front matter: (article, body as written, the body's first line, problems).

    The article's `Body` is empty until `parse` has read it. There is no article where a
    problem is an error, or where the file says nothing yet: a translation that an editing
    tool left with a ``slug`` alone.
    """
    written, body, first = split(text)
    if not first or (first == 1 and not written):
        code = "no-front-matter" if first else "unclosed-front-matter"
        return None, body, 1, (problem((path, 1, 1), code),)
    node, found = compose(written, path, FIRST_LINE, settings.limits_front_matter_kb)
    if node is None and failed(found):
        return None, body, first, found
    if _says_nothing(node, body):
        return None, "", 1, ()
    reader = Reader(path, list(found))
    values = reader.read(reader.document(node), keys(zone))
    if node is None or isinstance(node, Mapping):
        reader.require(values, "title", code="missing-title")
    _warn_of_cuts(reader, node, written)
    problems = tuple(sorted(reader.problems))
    if failed(problems):
        return None, body, first, problems
    # A key that is not in the table is an error: those that are here hold no blank.
    marks = "".join(f"\n{key} {line} {column}" for key, (line, column) in reader.marks.items())
    article = Article(
        path=path, story=place.story, lang=place.lang, body=Body(b""), marks=marks, **values
    )
    return article, body, first, problems


def _says_nothing(node: Node | None, body: str) -> bool:
    """Tell whether an editing tool left the file of a translation that was never written."""
    if not isinstance(node, Mapping) or body.strip():
        return False
    return tuple(key.text for key, _ in node.entries) == ("slug",)


def _warn_of_cuts(reader: Reader, node: Node | None, written: str) -> None:
    """Warn where a hashtag ended a text: after a blank, YAML takes it for a remark."""
    if " #" not in written or not isinstance(node, Mapping):
        return
    lines = written.split("\n")
    for key, value in node.entries:
        if key.text in TEXTS and isinstance(value, Scalar) and value.plain and value.text:
            found = _HASHTAG.search(lines[value.line - FIRST_LINE], value.column - 1)
            if found:
                place = Scalar("", plain=True, line=value.line, column=found.start() + 2)
                reader.report(place, "cut-text", WARNING, key=key.text, value=found[0].strip())


@cache
def keys(zone: str) -> KeyTable:
    """Give the table of front matter; dates without a zone are meant in `zone`."""
    moment = shapes.moment(zone)
    table: dict[str, Any] = {
        "title": shapes.text,
        "deck": shapes.text,
        "date": moment,
        "updated": moment,
        "category": shapes.text,
        "tags": shapes.names,
        "authors": shapes.names,
        "image": _image,
        "source": _source,
        "slug": _slug,
        "aliases": shapes.many(_alias),
        "kind": shapes.choice(KINDS),
        "related": shapes.many(shapes.verbatim),
        "series": shapes.text,
        "corrections": _corrections(zone),
        "audio": recording_of(AUDIO_KEYS),
        "video": recording_of(VIDEO_KEYS),
        "draft": shapes.truth,
        "expires": moment,
        "featured": shapes.truth,
        "breaking": shapes.truth,
        "canonical": shapes.url,
    }
    table |= dict.fromkeys(RESERVED, shapes.anything)
    return MappingProxyType(table)


def _src(reader: Reader, node: Node, key: str) -> str | None:
    """Read where a picture lies: beside the article or under media/, never on another site."""
    written = shapes.verbatim(reader, node, key)
    if written and (shapes.is_url(written) or written.startswith(("//", "data:"))):
        reader.report(node, "remote-image", key=key)
        return None
    return written


def _focus(reader: Reader, node: Node, key: str) -> tuple[int, int] | None:
    """Read what must stay in sight: "50% 30%" from the left and the top, or {x: 50, y: 30}."""
    if isinstance(node, Mapping):
        values = reader.read(node, FOCUS, key)
        return (values.get("x", MIDDLE), values.get("y", MIDDLE))
    found = _PERCENTS.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if found and int(found[1]) <= WHOLE and int(found[2]) <= WHOLE:
        return (int(found[1]), int(found[2]))
    reader.report(node, "bad-focus", key=key)
    return None


WHOLE, MIDDLE = 100, 50  # percent
_PERCENTS = re.compile(r"([0-9]{1,3})%[ ,]+([0-9]{1,3})%")
FOCUS: KeyTable = MappingProxyType(dict.fromkeys("xy", shapes.number(0, WHOLE)))
IMAGE: KeyTable = MappingProxyType(
    {
        "src": _src,
        "alt": shapes.text,
        "caption": shapes.text,
        "credit": shapes.text,
        "focus": _focus,
    }
)
SOURCE: KeyTable = MappingProxyType({"name": shapes.text, "url": shapes.url})


def _image(reader: Reader, node: Node, key: str) -> Picture | None:
    if isinstance(node, Scalar):
        suggestion = f'{key}: {{src: {node.text.strip()}, alt: "…"}}'
        reader.report(node, "bad-image", key=key, suggestion=suggestion)
        return None
    return Picture(**reader.read(node, IMAGE, key))


def _source(reader: Reader, node: Node, key: str) -> Credit | None:
    if isinstance(node, Scalar):
        name = shapes.text(reader, node, key)
        return Credit(name) if name else None
    values = reader.read(node, SOURCE, key)
    return Credit(values.get("name", ""), values.get("url", ""))


def _slug(reader: Reader, node: Node, key: str) -> str | None:
    """Read the last part of a URL, which must be a slug already."""
    written = shapes.verbatim(reader, node, key)
    if written is None:
        return None
    right = slug(written)
    if written and written == right:
        return written
    reader.report(node, "bad-slug", key=key, value=written, suggestion=right)
    return None


def _alias(reader: Reader, node: Node, key: str) -> str | None:
    """Read an old address: a path of this site that begins with a slash, or a full URL."""
    written = shapes.verbatim(reader, node, key)
    if written is None or shapes.is_url(written):
        return written
    parts = written.split("/")
    odd = any(one in written for one in "\\?#") or any(not one.isprintable() for one in written)
    if written.startswith("/") and len(written) > 1 and not odd:
        inner = parts[1:-1] if written.endswith("/") else parts[1:]
        if not any(part in ("", ".", "..") for part in inner) and old("/".join(inner)):
            return written
    near = "" if odd or ".." in parts or written.startswith("/") else f"/{written}"
    reader.report(node, "bad-alias", key=key, value=written, suggestion=near)
    return None


def _corrections(zone: str) -> Converter:
    """Make the converter of the list of corrections; each needs its date and its note."""
    table: KeyTable = MappingProxyType({"date": shapes.moment(zone), "note": shapes.text})

    def one(reader: Reader, node: Node, key: str) -> Correction | None:
        if not isinstance(node, Mapping):
            reader.wrong(node, key, "correction")
            return None
        values = reader.read(node, table, key)
        for name in table:
            reader.require(values, name, key)
        return Correction(**values) if all(values.get(name) for name in table) else None

    return shapes.many(one)
