"""Text to nodes in one pass over the YAML parser's events, refusing all that is not strict.

The C parser is used where it exists; its composer, which segfaults on deep nesting, never.
Facts behind the limits: docs/architecture.md and the peers' failures named there.
"""

import re
from collections.abc import Callable
from typing import Any, Protocol

import yaml

from generator.model.problem import Problem, problem
from generator.stages.schema.mistakes import explain, unreadable
from generator.stages.schema.nodes import Mapping, Node, Scalar, Sequence

try:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]  # PyYAML has it, its stubs do not
except ImportError:  # PyYAML was built without libyaml: slower, the same events
    _PARSER: Callable[[str], Any] = yaml.SafeLoader
else:
    _PARSER = CParser

DEEPEST = 6  # lists and mappings within each other
KILOBYTE = 1024
# Brackets that may stand open in the raw text (quoted ones count); far below what crashes.
OPEN_BRACKETS = 200
# What no text may hold, as in files: controls, and marks that reverse the text around them.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
FIRST_BIDI = 0x202A
# Characters that YAML 1.1 takes for ends of lines and editors do not.
_BREAKS = ("\x85", "\u2028", "\u2029")


class _Mark(Protocol):
    """A place, as both parsers tell it: line and column from 0."""

    line: int
    column: int


class _Event(Protocol):
    """What every event that begins a node has."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None


class _RefusedError(Exception):
    """The text cannot be made into a tree at all."""

    def __init__(self, code: str, mark: _Mark, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.mark = mark
        self.details = details


def compose(
    text: str, path: str, first_line: int = 1, limit_kb: int = 0
) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read one YAML document; `text` begins on line `first_line` of the file at `path`.

    limit_kb: the largest size in kilobytes of UTF-8, 0 for none. Without a node the text is
    empty, or a problem says why it could not be read. Problems are in order of place.
    """
    start = (path, first_line, 1)
    if limit_kb and len(text) * 4 > limit_kb * KILOBYTE:
        size = len(text.encode(errors="replace"))
        if size > limit_kb * KILOBYTE:
            sizes = {"size": f"{-(-size // KILOBYTE)} kB", "limit": f"{limit_kb} kB"}
            return None, (problem(start, "front-matter-too-large", **sizes),)
    if _too_many_brackets(text):
        return None, (problem(start, "too-deep", limit=str(DEEPEST)),)
    text = _with_plain_ends(text)
    composer = _Composer(path, first_line)
    try:
        node = composer.document(text)
    except _RefusedError as refusal:
        composer.report(refusal.mark, refusal.code, **refusal.details)
    except yaml.MarkedYAMLError as error:
        composer.problems.append(explain(error, text, path, first_line))
    except (yaml.YAMLError, UnicodeEncodeError):
        composer.problems.append(unreadable(text, path, first_line))
    else:
        return node, tuple(composer.problems)
    return None, tuple(composer.problems)


def _with_plain_ends(text: str) -> str:
    """End lines with LF alone, so that lines are counted as editors count them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in _BREAKS:
        if mark in text:
            text = text.replace(mark, " ")
    return text


def _too_many_brackets(text: str) -> bool:
    """Count open brackets without parsing, before any parser may see them."""
    if text.count("[") + text.count("{") <= OPEN_BRACKETS:
        return False
    depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            if depth > OPEN_BRACKETS:
                return True
        elif character in "]}":
            depth = max(depth - 1, 0)
    return False


class _Composer:
    """Builds the tree of one document from events; lives for one call of `compose`."""

    __slots__ = ("first", "next", "path", "problems")

    def __init__(self, path: str, first: int) -> None:
        self.path = path
        self.first = first
        self.problems: list[Problem] = []
        self.next: Callable[[], Any] = tuple  # the parser's get_event, once there is one

    def report(self, mark: _Mark, code: str, **details: str) -> None:
        place = (self.path, mark.line + self.first, mark.column + 1)
        self.problems.append(problem(place, code, **details))

    def document(self, text: str) -> Node | None:
        """Read the one document of the stream; None if there is none."""
        self.next = _PARSER(text).get_event
        self.next()
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        if event.version or event.tags:
            raise _RefusedError("yaml-directive", event.start_mark)
        node = self.node(self.next(), 1)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _RefusedError("yaml-documents", event.start_mark)
        if isinstance(node, Scalar) and node.null:
            return None
        return node

    def node(self, event: _Event, depth: int) -> Node:
        """Make a node of the event and all that belong to it."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("yaml-alias", mark, name=event.anchor or "")
        if event.anchor is not None:
            self.report(mark, "yaml-anchor", name=event.anchor)
        if event.tag is not None:
            self.report(mark, "yaml-tag", name=event.tag.removeprefix("tag:yaml.org,2002:"))
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, mark)
        line, column = mark.line + self.first, mark.column + 1
        if depth > DEEPEST:
            raise _RefusedError("too-deep", mark, limit=str(DEEPEST))
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self.entries(depth), line, column)
        items = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), line, column)

    def scalar(self, event: yaml.ScalarEvent, mark: _Mark) -> Scalar:
        """Make a text; escapes in double quotes smuggle nothing in that no file may hold."""
        if event.style == '"' and not event.value.isprintable():
            found = UNSEEN.search(event.value)
            if found:
                bidi = ord(found[0]) >= FIRST_BIDI
                self.report(mark, "bidi-character" if bidi else "control-character")
        return Scalar(event.value, not event.style, mark.line + self.first, mark.column + 1)

    def entries(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        """Read keys and values up to the mapping's end; a key's second value is refused."""
        found: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _RefusedError("yaml-key", mark)
            key = self.scalar(event, mark)
            value = self.node(self.next(), depth + 1)
            if key.plain and key.text == "<<":
                self.report(mark, "yaml-merge")
            elif key.text in found:
                first = found[key.text][0].line
                details = {"key": key.text, "first": str(first)}
                self.report(mark, "duplicate-key", **details)
            else:
                found[key.text] = (key, value)
        return tuple(found.values())
