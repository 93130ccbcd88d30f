"""Plain paragraphs as Markdown that reads exactly as the paragraphs did.

What Markdown or HTML would take for a sign of its own is escaped, nothing else is touched,
so that an editor who opens the file meets the sentences as they were written.
"""

import re
from collections.abc import Iterable

# Lines above this size are broken at a space; the build refuses the longest ones.
LONGEST = 8_000  # bytes

_INLINE = re.compile(r"[\\`*_{\[<]|&(?=#?[A-Za-z0-9]+;)")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
# At the start of a line: headings, quotes, rules, bullets, definitions, fences, numbers.
_SIGN = re.compile(r"[#>]|[+-](?=[\s+-]|$)")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
# Signs that no backslash can escape are written by their number.
_NUMBERED = re.compile(r"[:=~|]")


def markdown_of(paragraphs: Iterable[str]) -> str:
    """Give paragraphs of plain text as a Markdown body that ends with a line break.

    White space inside a paragraph becomes single spaces, as in any HTML page.
    """
    lines = (" ".join(one.split()) for one in paragraphs)
    written = ["\n".join(_escaped(part) for part in _parts(line)) for line in lines if line]
    return "\n\n".join(written) + "\n" if written else ""


def _escaped(line: str) -> str:
    """Escape one line that begins a paragraph or goes on with one."""
    text = _INLINE.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), line)
    if _SIGN.match(text):
        return "\\" + text
    if _NUMBERED.match(text):
        return f"&#{ord(text[0])};{text[1:]}"
    return _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text


def _parts(line: str) -> Iterable[str]:
    """Break a line that is too long for one, at spaces."""
    size = 0
    words: list[str] = []
    for word in line.split(" "):
        length = len(word.encode()) + 1
        if words and size + length > LONGEST:
            yield " ".join(words)
            size, words = 0, []
        size += length
        words.append(word)
    yield " ".join(words)
