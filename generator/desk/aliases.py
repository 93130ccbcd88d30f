"""Old addresses written into front matter, for `khabar check --fix-aliases`.

One place of the file changes and every other byte stays: its line ends, its quotes, its
remarks. What was written is read back before it is kept; where an editor wrote the list in
a way that cannot be added to safely, the file is left alone and the warning stays.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.model.problem import MOVED, Problem
from generator.model.source import Source
from generator.stages.frontmatter import FIRST_LINE, split
from generator.stages.ledger import written
from generator.stages.schema import Mapping as Map
from generator.stages.schema import Node, Scalar, Sequence, compose

KEY = "aliases"
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'")
Edit = tuple[int, int, str]  # from, to, and what stands there instead


def write_aliases(
    problems: Iterable[Problem], sources: Mapping[str, Source]
) -> tuple[tuple[str, str], ...]:
    """Write the old addresses that problems name; give (content path, address) of each.

    sources: the site's files by path. Raises OSError where the disk refuses.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for one in sorted(problems):
        if one.code == MOVED:
            wanted[one.path].append(dict(one.details)["url"])
    done: list[tuple[str, str]] = []
    for path, urls in wanted.items():
        file = Path(sources[path].file)
        before = _read(file)
        after = with_aliases(before, tuple(urls))
        if after != before:
            _replace(file, after)
            done.extend((path, url) for url in urls)
    return tuple(done)


def with_aliases(text: str, urls: tuple[str, ...]) -> str:
    """Add addresses to a file's `aliases`; give the text as it was where that is not safe."""
    front, _, first = split(text)
    node = compose(front, "", FIRST_LINE)[0] if front and first else None
    if not isinstance(node, Map):
        return text
    start, end, said = _edit(text, node, urls)
    made = text[:start] + said + text[end:]
    return made if _kept(text, made, urls) else text


def _edit(text: str, node: Map, urls: tuple[str, ...]) -> Edit:
    """Find what has to change, for each way in which a list can be written."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    items = ", ".join(written(url) for url in urls)
    known = next(((key, value) for key, value in node.entries if key.text == KEY), None)
    if known is None:
        closing = FIRST_LINE + split(text)[0].count("\n")
        indent = " " * (node.entries[0][0].column - 1) if node.entries else ""
        at = starts[closing - 1]
        return at, at, f"{indent}{KEY}: [{items}]{_line_end(text)}"
    key, value = known
    at = starts[value.line - 1] + value.column - 1
    if isinstance(value, Scalar):
        after_key = text.find(":", starts[key.line - 1] + key.column - 1) + 1
        return _scalar(text, value, (at, after_key), items)
    if isinstance(value, Sequence) and not text.startswith("[", at):
        dashes = "".join(
            f"{text[starts[value.line - 1] : at]}- {written(url)}{_line_end(text)}" for url in urls
        )
        return starts[value.line - 1], starts[value.line - 1], dashes
    more = ", " if isinstance(value, Sequence) and value.items else ""
    return at + 1, at + 1, items + more


def _scalar(text: str, value: Scalar, places: tuple[int, int], items: str) -> Edit:
    """Turn one address, or none, into a list; places: of the value, and behind the key."""
    at, after_key = places
    if value.plain and not value.text:
        return after_key, after_key, f" [{items}]"
    quoted = None if value.plain else _QUOTED.match(text, at)
    token = quoted[0] if quoted else value.text
    first = "" if value.null else f"{token if quoted else written(token)}, "
    return at, at + len(token), f"[{first}{items}]"


def _kept(before: str, after: str, urls: tuple[str, ...]) -> bool:
    """Tell whether the new text says what the old one did, and the addresses besides."""
    old, new = _meaning(before), _meaning(after)
    if old is None or new is None:
        return False
    return old[0] == new[0] and sorted(new[1]) == sorted((*old[1], *urls)) and old[2] == new[2]


def _meaning(text: str) -> tuple[list[object], list[str], str] | None:
    """Give what a file says: its other keys, its aliases, its body; None if it is not sound."""
    front, body, _ = split(text)
    node, problems = compose(front, "", FIRST_LINE)
    if problems or not isinstance(node, Map):
        return None
    others: list[object] = []
    aliases: list[str] = []
    for key, value in node.entries:
        if key.text != KEY:
            others.append((key.text, _said(value)))
        else:
            listed = value.items if isinstance(value, Sequence) else (value,)
            aliases.extend(one.text for one in listed if isinstance(one, Scalar) and not one.null)
    return others, aliases, body


def _said(node: Node) -> object:
    """Give what a node says, wherever it stands."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_said(one) for one in node.items]
    return {key.text: _said(value) for key, value in node.entries}


def _line_end(text: str) -> str:
    """Give the line end that a file uses."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _read(file: Path) -> str:
    """Read a text with its own line ends; "" where it is none any more."""
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError:
        return ""


def _replace(file: Path, text: str) -> None:
    """Put a text in the place of a file's own, whole or not at all; a link stays a link."""
    file = file.resolve()
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.write_bytes(text.encode())
        shutil.copymode(file, draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
