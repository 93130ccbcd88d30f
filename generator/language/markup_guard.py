"""Which parts of a Markdown text are prose.

Code, HTML tags and comments, link targets and URLs are programs and addresses: whatever
mends prose steps around them.
"""

import re
from collections.abc import Iterator

# Most texts hold none of these, and are prose from end to end.
_HINT = re.compile(r"[`<]|~~~|\]\(|://|www\.|mailto:", re.IGNORECASE)
# The bounds keep a file full of unclosed tags from taking for ever.
_PROTECTED = re.compile(
    r"""
    ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*
        (?:\n(?s:.*?)(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*\r?$|\Z)|\Z)
  | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\r?\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)
  | <!--(?s:.{0,20000}?)-->
  | <(?P<raw>script|style|pre|code|kbd|samp)\b[^<>]*>(?s:.{0,20000}?)</(?P=raw)>
  | <[a-z/!?][^<>]*>
  | \]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*
  | (?:https?|ftp)://[^\s<>"\u0964\u0965|]+
  | (?:www\.|mailto:)[^\s<>"\u0964\u0965|]+
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def prose(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every stretch of prose, in characters, from left to right."""
    start = 0
    if _HINT.search(text) is not None:
        for match in _PROTECTED.finditer(text):
            yield start, match.start()
            start = match.end()
    yield start, len(text)
