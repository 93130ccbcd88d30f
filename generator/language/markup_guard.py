"""Which parts of a Markdown text are not prose.

Code, HTML tags and comments, link targets and URLs are addresses and programs: whatever
mends prose must step around them. `PROTECTED` is a verbose pattern for a larger scanner;
what it matches is in the group `kept`.
"""

import regex

FLAGS = regex.VERBOSE | regex.MULTILINE | regex.IGNORECASE

PROTECTED = r"""
(?P<kept>
    ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*(?:\n(?s:.*?)(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*\r?$|\Z)|\Z)
  | (?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\r?\n)(?s:.))+?(?<!`)(?P=ticks)(?!`)
  | <!--(?s:.*?)-->
  | <(?P<raw>script|style|pre|code|kbd|samp)\b[^<>]*>(?s:.*?)</(?P=raw)>
  | <[A-Za-z/!?][^<>]*>
  | (?<=\]\()[^\s()]*(?:\([^\s()]*\)[^\s()]*)*
  | (?:https?|ftp)://[^\s<>"\u0964\u0965|]+
  | (?:www\.|mailto:)[^\s<>"\u0964\u0965|]+
)
"""
