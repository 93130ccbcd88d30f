"""Which script a text is written in, and which language its parts are in.

Nothing is guessed from words: a language has a script (CLDR likely subtags), letters have
a script (Unicode), and a run of letters in another language's script is in that language.
Digits, punctuation and spaces belong to the run that surrounds them.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

import regex
from babel.core import get_global

from generator.language.foreign import LETTERS, Group, hint, spans
from generator.language.tables import rows

LOWEST_LETTER = "A"  # every character before it is a digit, a sign or a space


@cache
def script_of_locale(locale: str) -> str:
    """Give the ISO 15924 code of a locale's script: "hi-IN" → "Deva"; "" where none is known.

    A script named in the locale itself counts first, then CLDR's likely subtags.
    """
    parts = locale.replace("-", "_").split("_")
    for part in parts[1:]:
        if len(part) == len("Deva") and part.isalpha():
            return part.title()
    likely = get_global("likely_subtags")
    language = parts[0].lower()
    territories = [part.upper() for part in parts[1:]]
    for key in (*(f"{language}_{one}" for one in territories), language):
        if key in likely:
            return str(likely[key]).split("_")[1]
    return ""


def direction_of_locale(locale: str) -> Literal["ltr", "rtl"]:
    """Give the direction in which a locale's script is written: "ltr" or "rtl"."""
    return "rtl" if (script_of_locale(locale),) in rows("scripts-rtl") else "ltr"


@cache
def _script_of_letter(char: str) -> str:
    """Give the script of a letter or vowel sign, "" for everything that has none of its own."""
    if char < LOWEST_LETTER or not regex.match(LETTERS, char):
        return ""
    return next((code for code in _unicode_scripts() if _has_script(char, code)), "")


def _has_script(char: str, script: str) -> bool:
    return regex.match(rf"\p{{Script={script}}}", char) is not None


@cache
def _composed() -> Mapping[str, Group]:
    return MappingProxyType({row[0]: row[1:] for row in rows("scripts-composed")})


@cache
def _unicode_scripts() -> Group:
    """Give the scripts whose letters Unicode knows, those of CLDR's languages."""
    likely = {str(tag).split("_")[1] for tag in get_global("likely_subtags").values()}
    parts = {part for code in likely for part in _composed().get(code, (code,))}
    return tuple(code for code in sorted(parts) if _is_unicode_script(code))


@cache
def _is_unicode_script(code: str) -> bool:
    try:
        regex.compile(rf"\p{{Script={code}}}")
    except regex.error:
        return False
    return True


@cache
def _group(script: str) -> Group:
    """Give the Unicode scripts that a CLDR script is made of; () for one without letters."""
    parts = _composed().get(script, (script,) if script else ())
    return tuple(code for code in parts if _is_unicode_script(code))


def share(text: str, script: str) -> float:
    """Give the part, 0 to 1, of a text's letters that is in a CLDR script; 1 without letters."""
    own = "".join(rf"\p{{Script={code}}}" for code in _group(script))
    letters = len(regex.findall(r"\p{L}", text))
    ours = len(regex.findall(rf"[[{own}]&&\p{{L}}]", text, regex.V1)) if own else 0
    return ours / letters if letters else 1.0


def runs(text: str) -> list[tuple[str, str]]:
    """Split a text into (script, run) pairs that join to the text again; script is ISO 15924.

    Digits, punctuation and spaces belong to the surrounding run; between two runs, to the one
    in the script that most letters of the text have. A text without letters has script "".
    """
    counts = Counter(_script_of_letter(char) for char in text)
    counts.pop("", None)
    if not counts:
        return [("", text)] if text else []
    base = counts.most_common(1)[0][0]
    others = tuple(sorted(set(counts) - {base}))
    pieces: list[tuple[str, str]] = []
    done = 0
    for start, end, place in spans(text, (base,), tuple((one,) for one in others)):
        _add(pieces, base, text[done:start])
        _add(pieces, others[place], text[start:end])
        done = end
    _add(pieces, base, text[done:])
    return pieces


def _add(pieces: list[tuple[str, str]], script: str, piece: str) -> None:
    """Add a run; one without letters, or in the script of the last, is part of the last."""
    if not piece:
        return
    has_letters = any(_script_of_letter(char) for char in piece)
    if pieces and (not has_letters or pieces[-1][0] == script):
        pieces[-1] = (pieces[-1][0], pieces[-1][1] + piece)
    else:
        pieces.append((script, piece))


class _Marker:
    """How the foreign runs of one language's text are marked, for a set of languages."""

    def __init__(self, default: str, locales: tuple[tuple[str, str], ...]) -> None:
        known = dict(locales)
        own = known.get(default, default)
        self.base = _group(script_of_locale(own))
        taken = set(self.base)
        foreign: list[Group] = []
        tags: list[str] = []
        for code, locale in locales:
            group = _group(script_of_locale(locale))
            if code == default or not group or taken & set(group):
                continue
            taken |= set(group)
            foreign.append(group)
            tags.append(_open_tag(code, locale, own))
        self.foreign = tuple(foreign)
        self.tags = tuple(tags)
        self.letters = hint(self.foreign) if foreign else None

    def mark(self, escaped: str, *, alone: bool) -> str:
        """Mark the runs of one stretch of escaped text.

        alone: nothing stands beside it, so when all its letters are in one foreign
        language, its outer punctuation is in that language too.
        """
        if self.letters is None or not self.letters.search(escaped):
            return escaped
        found = list(spans(escaped, self.base, self.foreign))
        if alone and len(found) == 1:
            start, end, place = found[0]
            if not any(map(_script_of_letter, html.unescape(escaped[:start] + escaped[end:]))):
                inner = escaped.strip()
                head = len(escaped) - len(escaped.lstrip())
                found = [(head, head + len(inner), place)]
        parts: list[str] = []
        done = 0
        for start, end, place in found:
            parts += (escaped[done:start], self.tags[place], escaped[start:end], "</span>")
            done = end
        return "".join((*parts, escaped[done:]))


def _open_tag(code: str, locale: str, default_locale: str) -> str:
    direction = direction_of_locale(locale)
    turned = f' dir="{direction}"' if direction != direction_of_locale(default_locale) else ""
    return f'<span lang="{html.escape(code)}"{turned}>'


@lru_cache(maxsize=64)
def _marker(default: str, locales: tuple[tuple[str, str], ...]) -> _Marker:
    return _Marker(default, locales)


def _marker_for(default: str, languages: Iterable[str] | Mapping[str, str]) -> _Marker:
    if isinstance(languages, Mapping):
        return _marker(default, tuple(languages.items()))
    return _marker(default, tuple((one, one) for one in languages))


def mark_languages(text: str, default: str, languages: Iterable[str] | Mapping[str, str]) -> str:
    """Escape a plain text for HTML and wrap its parts in other languages in ``<span lang>``.

    default: the language around the text; languages: codes or locales in order of preference,
    or a mapping of code to locale where a code alone does not tell its script. A run belongs
    to the first language that has its script; ``dir`` is added where the direction differs.
    """
    return _marker_for(default, languages).mark(html.escape(text), alone=True)


TAG = re.compile(r"""(<(?:[^<>"]++|"[^"]*+")*+>)""")
TAG_NAME = re.compile(r"</?([0-9A-Za-z-]+)")
CODE = frozenset(("code", "kbd", "pre", "samp", "script", "style", "textarea", "var"))
LANG = ' lang="'
CODES = re.compile(f"<(?:{'|'.join(sorted(CODE))})", re.IGNORECASE)
VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")


def mark_html(fragment: str, default: str, languages: Iterable[str] | Mapping[str, str]) -> str:
    """Do what mark_languages does for the text of a sanitised HTML fragment.

    The fragment is as nh3 writes it (attributes in double quotes, & escaped). Tags, code and
    elements that carry ``lang`` already stay as they are; no text is added or lost.
    """
    marker = _marker_for(default, languages)
    letters = marker.letters
    if not (letters and letters.search(fragment)):
        return fragment
    tokens = TAG.split(fragment)  # text, tag, text, ..., text
    kept = LANG in fragment or CODES.search(fragment)
    for index in _open_to_marks(tokens) if kept else range(0, len(tokens), 2):
        if letters.search(tokens[index]):
            alone = _fills_element(tokens, index)
            tokens[index] = marker.mark(tokens[index], alone=alone)
    return "".join(tokens)


def _open_to_marks(tokens: list[str]) -> Iterator[int]:
    """Give the places of the texts that stand in no element that is kept as it is."""
    kept = ""  # the element in which nothing is marked, and how often it is open
    depth = 0
    for index, token in enumerate(tokens):
        if index % 2 == 0:
            if not depth:
                yield index
            continue
        name = named[1].lower() if (named := TAG_NAME.match(token)) else ""
        if depth:
            if name == kept:
                depth += -1 if token[1] == "/" else 1
        elif token[1] != "/" and not VOID.fullmatch(name) and (name in CODE or LANG in token):
            kept, depth = name, 1


def _fills_element(tokens: list[str], index: int) -> bool:
    """Tell whether a text is all that its element holds: ``<em>…</em>``."""
    if not 0 < index < len(tokens) - 1:
        return len(tokens) == 1
    before, opened = tokens[index - 1], TAG_NAME.match(tokens[index - 1])
    return before[1] != "/" and opened is not None and tokens[index + 1] == f"</{opened[1]}>"
