"""The keys ``audio`` and ``video`` of front matter become a `Recording`.

A file of the newsroom says how long and large it is by itself; of one elsewhere it has to be
written, for nothing is fetched when a paper is built.
"""

import re
from types import MappingProxyType
from typing import Any

from generator.model.media import FILMS, SOUNDS, Recording
from generator.stages.embeds import YOUTUBE
from generator.stages.schema import Converter, KeyTable, Node, Reader, Scalar, shapes

ELSEWHERE = ("duration", "length", "type")  # what a file on another host cannot be asked
LARGEST = 4 * 1024**3  # bytes
_CLOCK = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)")
_SECONDS = re.compile(r"[1-9]\d{0,5}")


def _src(reader: Reader, node: Node, key: str) -> str | None:
    """Read a path, or an https address: a page under https cannot play what is not."""
    written = shapes.verbatim(reader, node, key)
    if not written or "//" not in written:
        return written
    if shapes.is_url(written) and written.startswith("https:"):
        return written
    near = written.replace("http:", "https:", 1) if shapes.is_url(written) else ""
    reader.report(node, "insecure-recording", key=key, value=written, suggestion=near)
    return None


def _duration(reader: Reader, node: Node, key: str) -> int | None:
    """Read a time: whole seconds, 12:30 or 1:02:30."""
    written = node.text.strip() if isinstance(node, Scalar) else ""
    if _SECONDS.fullmatch(written):
        return int(written)
    found = _CLOCK.fullmatch(written)
    seconds = int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else 0
    if not seconds:
        reader.report(node, "bad-duration", key=key, value=written)
    return seconds or None


def _youtube(reader: Reader, node: Node, key: str) -> str | None:
    written = shapes.verbatim(reader, node, key)
    if written and not YOUTUBE.knows(written):
        reader.report(node, "bad-embed", name=YOUTUBE.name, value=written)
        return None
    return written


def _table(types: tuple[str, ...], more: KeyTable) -> KeyTable:
    table: dict[str, Converter] = {
        "src": _src,
        "title": shapes.text,
        "duration": _duration,
        "length": shapes.number(1, LARGEST),
        "type": shapes.choice(types),
    }
    return MappingProxyType(table | dict(more))


AUDIO_KEYS = _table(tuple(SOUNDS.values()), MappingProxyType({}))
VIDEO_KEYS = _table(
    tuple(FILMS.values()), MappingProxyType({"youtube": _youtube, "poster": shapes.verbatim})
)


def recording_of(table: KeyTable) -> Converter:
    """Make the converter of a recording; a plain text is its file."""

    def convert(reader: Reader, node: Node, key: str) -> Recording | None:
        before = len(reader.problems)
        if isinstance(node, Scalar):
            values: dict[str, Any] = {"src": _src(reader, node, key) or ""}
        else:
            values = reader.read(node, table, key)
        if len(reader.problems) > before:  # what is missing may be what is wrong
            return None
        if values.get("youtube") and values.get("src"):
            reader.report_key(f"{key}.youtube", "double-video")
        elif not values.get("youtube"):
            reader.require(values, "src", key)
        seconds = values.pop("duration", 0)
        if str(values.get("src", "")).startswith("https://"):
            said = {**values, "duration": seconds or None}
            for name in ELSEWHERE:
                reader.require(said, name, key)
        return Recording(**values, seconds=seconds)

    return convert
