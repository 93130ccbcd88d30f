"""Typewriter signs become typeset ones: straight quotes, dashes and dots in Markdown text.

First the lines that are no prose are set aside (code, rules, tables' rulers, definitions),
then what is no prose within a line (code, links, tags). What is left is read from left to
right, knowing which quotation is open. No character but ``"``, ``'``, ``--``, ``---`` and
``...`` is ever changed, and doing it twice changes nothing more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import regex

from generator.language.tables import rows


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """Quotation marks of a language: around a quotation and around one within it."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"


CURLY = QuoteStyle()
APOSTROPHE = "’"
# Most texts consist of lines that begin so, and hold no tag: letters, quotes, headings, numbers
# that count no list. Such a line is literal only where it is empty.
ODD_LINE = re.compile(r"""\n(?![\n"'#(!“‘]|[^\W\d_]|\d+(?![.)\d])|\Z)""")

FENCE = regex.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})")
RULER = regex.compile(r"[\s>|:=*_+-]+")  # rules, underlines of headings, tables' second rows
DEFINITION = regex.compile(r" {0,3}\[(?!\^)[^\]]+\]:\s*\S")
DEFINED_TITLE = regex.compile(r"""\s+(?:".*"|'.*'|\(.*\))\s*""")
LIST_ITEM = regex.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]")
INDENTED = regex.compile(r"(?: {4}|\t)")
INDENTED_IN_LIST = regex.compile(r"(?: {8}|\t\t| {4}\t)")
LITERAL_OPENS = regex.compile(r"<(pre|script|style|textarea)\b|(<!--)", regex.IGNORECASE)

# Where a token may begin, found sooner than by looking for the token itself.
BEGINNING = re.compile(r"""[`\]<{\\'"“”„«»‘’‚.:-](?:(?<![.:-])|(?<=\.)[^ \n]|(?<=-)-|(?<=:)//)""")
TAG = r"<[A-Za-z/!?](?:(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+|[^<>]*+)>"
TOKENS = regex.compile(
    rf"""
    (?=[`\]<{{\\'"“”„«»‘’‚]|\.\.|--|://|\.[^\s])  # how every token begins
    (?:(?P<kept>
        (?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)
        |<(?P<literal>(?i:code|kbd|pre|samp|script|style|textarea|var))\b[^<>]*+>.*?</(?i:(?P=literal))>
        |\]\((?:[^()]|\([^()]*+\)){{0,4000}}+\)
        |\]\[[^\[\]\n]*+\]
        |<[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+>
        |(?:(?<=(?i:https?|ftp)):/|(?<=(?i:www))\.)[^\s<>"“”]*[^\s<>"“”'‘’.,;:!?)\]*_-]
        |\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{[:\#.][^{{}}\n]*+\}}
        |\\.
        |(?<=\d)'\d++(?:\.\d++)?+"?+
        |<-{{2,}}+|-{{2,}}+>|-{{4,}}+|\.{{4,}}+
    )
    |(?P<tag><!--.*?-->|{TAG})
    |(?P<dash>---?+)
    |(?P<dots>(?<![./])\.\.\.(?![./]))
    |(?P<double>["“”„«»])
    |(?P<single>['‘’‚]))
    """,
    regex.VERBOSE | regex.DOTALL,
)
AHEAD = regex.compile(rf"[*_~]*+(?:{TAG}[*_~]*+)*+(.?)", regex.DOTALL)
QUOTES_ONLY = frozenset('"“”„«»‘’‚')  # with which no other token begins
BETWEEN = frozenset("*_~<")  # marks and tags that may stand between a quote and its word
QUOTES = frozenset("\"'“”‘’„‚«»")
DOUBLE = frozenset('"“”„«»')
OPENING = frozenset("“‘„‚«")
AFTER_CLOSING = QUOTES | frozenset(".,;:!?)]}…|\u0964\u0965\u060c\u061b\u061f\u06d4")
BEFORE_OPENING = frozenset("([{<—–-/|=")
DASHES = MappingProxyType({"--": "–", "---": "—"})
WORD = "x"  # stands for what is set aside within a line: it is like a word
LATIN = regex.compile(r"\p{Latin}")
DECADE = regex.compile(r"\d\ds\b")


@cache
def quotes_of_locale(locale: str) -> QuoteStyle:
    """Give the quotation marks of a locale's language, “ ” and ‘ ’ where no others are known."""
    language = locale.replace("_", "-").split("-")[0].lower()
    own = next((marks for code, *marks in rows("typography-quotes") if code == language), None)
    return QuoteStyle(*own) if own else CURLY


def curl(text: str, style: QuoteStyle = CURLY) -> str:
    """Set a Markdown text's straight quotes, double and triple hyphens and triple dots.

    Left alone: code, URLs, link targets, tags, definitions, front matter, rulers, feet and
    inches. A quotation opened by a curly mark and closed by a straight one is closed rightly.
    """
    if not _worth_reading(text):
        return text
    if "<" not in text and not ODD_LINE.search("\n" + text):
        return "\n\n".join([_read(piece, style) for piece in text.split("\n\n")])
    return "\n".join(
        [piece if literal else _read(piece, style) for literal, piece in _pieces(text)]
    )


def _worth_reading(text: str) -> bool:
    return '"' in text or "'" in text or "--" in text or "..." in text


def _read(prose: str, style: QuoteStyle) -> str:
    """Read a paragraph; line ends around it mean nothing."""
    return _Reader(style).read(prose) if _worth_reading(prose) else prose


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Split a text at line ends into (literal?, lines) pieces: literal lines and paragraphs."""
    prose: list[str] = []
    for literal, line in _lines(text.split("\n")):
        if not literal:
            prose.append(line)
            continue
        if prose:
            yield False, "\n".join(prose)
            prose = []
        yield True, line
    if prose:
        yield False, "\n".join(prose)


def _lines(lines: list[str]) -> Iterator[tuple[bool, str]]:
    """Tell of each line whether it is literal."""
    at = 0
    blank_before, in_list, defined = True, False, False
    while at < len(lines):
        line = lines[at]
        if not line or (line[0].isalpha() and "<" not in line):  # as most are
            yield not line, line
            in_list = in_list and (not line or not blank_before)
            at, blank_before, defined = at + 1, not line, False
            continue
        end = _literal_end(lines, at)
        if end > at:
            yield from ((True, one) for one in lines[at:end])
            at, blank_before, defined = end, False, False
            continue
        blank = not line.strip()
        item = LIST_ITEM.match(line) is not None
        indented = (INDENTED_IN_LIST if in_list else INDENTED).match(line) is not None
        code = indented and blank_before and not blank and not (item and in_list)
        definition = DEFINITION.match(line) is not None
        title = defined and DEFINED_TITLE.fullmatch(line) is not None
        yield blank or code or definition or title or RULER.fullmatch(line) is not None, line
        in_list = item or (in_list and (blank or not blank_before or line[:1] in " \t"))
        blank_before, defined = blank or code, definition
        at += 1


def _literal_end(lines: list[str], at: int) -> int:
    """Give the line after the literal block that starts at a line; the line itself for none."""
    line = lines[at]
    if at == 0 and line.rstrip() == "---":
        closing = (end for end in range(1, len(lines)) if lines[end].rstrip() in ("---", "..."))
        return next(closing, at - 1) + 1
    if fence := FENCE.match(line):
        closer = regex.compile(rf"[ \t>]*{fence[1][0]}{{{len(fence[1])},}}[ \t]*\r?")
        if fence[1][0] == "`" and "`" in line[fence.end() :]:
            return at
        closing = (end for end in range(at + 1, len(lines)) if closer.fullmatch(lines[end]))
        return next(closing, len(lines) - 1) + 1
    opened = LITERAL_OPENS.search(line) if "<" in line else None
    if opened is None:
        return at
    closing_sign = "-->" if opened[2] else f"</{opened[1].lower()}"
    if closing_sign in line[opened.end() :].lower():
        return at
    closing = (end for end in range(at + 1, len(lines)) if closing_sign in lines[end].lower())
    return next(closing, at - 1) + 1


class _Reader:
    """Reads prose from left to right, knowing what stands before and what is open."""

    def __init__(self, style: QuoteStyle) -> None:
        self.before = ""
        self.double_open = self.single_open = False
        self.opened = False  # whether the last mark opened a quotation
        self.style = style

    def read(self, prose: str) -> str:
        parts: list[str] = []
        done = at = 0
        while begins := BEGINNING.search(prose, at):
            start, sign = begins.start(), begins[0]
            found = None if sign in QUOTES_ONLY else TOKENS.match(prose, start)
            at = start + 1 if found is None else found.end()
            if found is None and sign not in QUOTES_ONLY:
                continue
            between = prose[done:start]
            before = between.rstrip("*_~")
            if before:
                self.before = before[-1]
            meant = self._sign(found, prose) if found else self._mark(sign, prose, at)
            parts += (between, meant)
            done = at
        return "".join((*parts, prose[done:]))

    def _sign(self, found: regex.Match[str], prose: str) -> str:
        """Give what replaces a token and remember what it means for those to come."""
        sign = found[0]
        match found.lastgroup:
            case "double" | "single":
                return self._mark(sign, prose, found.end())
            case "dash":
                self.before = sign = DASHES[sign]
            case "dots":
                self.before = sign = "…"
            case "tag":
                pass
            case _:
                self.before = WORD
        return sign

    def _mark(self, sign: str, prose: str, end: int) -> str:
        """Give what replaces a quotation mark or apostrophe that ends at a place."""
        after = prose[end : end + 1]
        if after in BETWEEN and (ahead := AHEAD.match(prose, end)):
            after = ahead[1]
        self.before = sign = self._quote(sign, after, prose[end : end + 8])
        return sign

    def _quote(self, sign: str, after: str, following: str) -> str:
        """Set one quotation mark or apostrophe; curly ones stay and are remembered."""
        double = sign in DOUBLE
        is_open = self.double_open if double else self.single_open
        if not double and self._is_apostrophe(after, following):
            return APOSTROPHE if sign == "'" else sign
        if sign not in "\"'":
            self._turn(double=double, opens=self._is_opening(sign))
            return sign
        if self.before.isdigit() and not is_open:
            return sign  # feet, inches, minutes
        opens = self._opens(after, is_open=is_open)
        self._turn(double=double, opens=opens)
        style = self.style
        if double:
            return style.opening if opens else style.closing
        if opens:
            return style.inner_opening
        return style.inner_closing if is_open else APOSTROPHE

    def _turn(self, *, double: bool, opens: bool) -> None:
        self.opened = opens
        if double:
            self.double_open = opens
        else:
            self.single_open = opens

    def _is_opening(self, sign: str) -> bool:
        if sign in (self.style.closing, self.style.inner_closing):
            return False
        return sign in (self.style.opening, self.style.inner_opening) or sign in OPENING

    def _starts(self) -> bool:
        """Tell whether a word could begin here."""
        before = self.before
        quoted = before in QUOTES and self.opened
        return before == "" or before.isspace() or before in BEFORE_OPENING or quoted

    def _is_apostrophe(self, after: str, following: str) -> bool:
        if self._starts():
            return bool(DECADE.match(following) or _elision().match(following))
        inside = LATIN.match(self.before) or self.before.isdigit()
        return bool(inside and LATIN.match(after))

    def _opens(self, after: str, *, is_open: bool) -> bool:
        """Tell by its neighbours whether a mark opens; by what is open where they leave it so."""
        starts = self._starts()
        ends = after == "" or after.isspace() or after in AFTER_CLOSING
        return starts if starts != ends else not is_open


@cache
def _elision() -> regex.Pattern[str]:
    """Compile the words that begin with an apostrophe."""
    words = "|".join(word for (word,) in rows("typography-elisions"))
    return regex.compile(rf"(?:{words})\b(?![*_]*['’])", regex.IGNORECASE)
