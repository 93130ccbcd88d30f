"""Which parts of a Markdown text are prose.

Code, HTML tags and comments, link targets and URLs are programs and addresses: whatever
mends prose steps around them. Time is linear in the text, whatever is left unclosed.
"""

import re
from collections.abc import Iterator

# Most texts hold none of these, and are prose from end to end.
_SIGNS = ("`", "<", "~~~", "](", "://")
_ADDRESSES = ("www.", "mailto:")
_ENDS_OF_ADDRESSES = ("w.", "W.", "o:", "O:")
_COMMENT_END = "-->"
_OPENER = re.compile(
    r"""
    ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*
  | (?<!`)(?P<ticks>`+)
  | (?P<comment><!--)
  | <(?P<raw>script|style|pre|code|kbd|samp)\b[^<>]*>
  | <[a-z/!?][^<>]*>
  | \]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*
  | (?:https?|ftp)://[^\s<>"\u0964\u0965|]+
  | (?:www\.|mailto:)[^\s<>"\u0964\u0965|]+
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\r?\n|\Z")


def prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every stretch of prose, in characters, from left to right."""
    start = 0
    if _hints(text):
        unclosed: set[str] = set()
        position = 0
        while match := _OPENER.search(text, position):
            position = _end(text, match, unclosed)
            if position > match.end() or match.lastgroup in {None, "fence", "raw"}:
                yield start, match.start()
                start = position
    yield start, len(text)


def _hints(text: str) -> bool:
    if any(sign in text for sign in _SIGNS):
        return True
    if not any(end in text for end in _ENDS_OF_ADDRESSES):
        return False
    lowered = text.lower()
    return any(address in lowered for address in _ADDRESSES)


def _end(text: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Return where what was opened ends: behind the opener if it is never closed.

    What is missing once is missing for the rest of the text; `unclosed` remembers it.
    """
    if match["fence"]:
        closer = re.compile(rf"^[ ]{{0,3}}{match['fence']}[`~]*[ \t]*\r?$", re.MULTILINE)
        closing = closer.search(text, match.end())
        return closing.end() if closing else len(text)
    if match["ticks"]:
        ends = _PARAGRAPH_END.search(text, match.end())
        closer = re.compile(rf"(?<!`){match['ticks']}(?!`)")
        closing = closer.search(text, match.end(), ends.start() if ends else len(text))
        return closing.end() if closing else match.end()
    name = _COMMENT_END if match["comment"] else (match["raw"] or "").lower()
    if not name or name in unclosed:
        return match.end()
    closer = re.compile(_COMMENT_END if match["comment"] else f"</{name}>", re.IGNORECASE)
    closing = closer.search(text, match.end())
    if closing is None:
        unclosed.add(name)
        return match.end()
    return closing.end()
