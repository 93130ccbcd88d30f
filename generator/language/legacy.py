"""Text typed in the fonts of before Unicode: Kruti Dev 010 and Chanakya, into Unicode.

Such a text is Latin letters that a font draws as Devanagari. Each font is a table of keys;
a few rules put what is typed in order of ink (short i before its letter, reph after its syllable)
into the order of sound. Words and numbers that are Latin all the same stay as they are.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

import regex

from generator.language.tables import rows

FONTS = ("krutidev", "chanakya")
LETTER = r"[\u0915-\u0939]\u093c?"
SIGN = r"[\u093e-\u094c\u0962]"
MODIFIER = r"[\u0901\u0902]"
VIRAMA = "\u094d"
VISARGA = "\u0903"
BEFORE = "\ue000"  # stands for a sign that is typed before its consonants
AFTER = "\ue001"  # stands for the reph, typed after its syllable
CLUSTER = rf"(?:{LETTER}{VIRAMA})*{LETTER}"
# What is found, what it becomes: applied in this order, and twice.
ORDER = tuple(
    (regex.compile(found), meant)
    for found, meant in (
        (rf"((?:{VIRAMA}|{SIGN}|{MODIFIER})+)\u093c", r"\u093c\1"),  # nukta stands by its letter
        (rf"{VIRAMA}\u093e", ""),  # half letter and bar: the whole letter
        (rf"({MODIFIER})({SIGN}+)", r"\2\1"),
        (rf"({BEFORE}.){AFTER}({CLUSTER})", rf"\1\2{AFTER}"),
        (rf"{BEFORE}(.)({MODIFIER}?)({CLUSTER})", r"\3\1\2"),
        (rf"({CLUSTER}{SIGN}*{MODIFIER}?){AFTER}", rf"\u0930{VIRAMA}\1"),
    )
)
LITERAL = (
    r"(?:https?|ftp)://[^\s]+|www\.[^\s]+|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|\d+(?:[.,:/]\d+)+%?|(?:19|20)\d\d-\d\d(?!\d)|\d+%(?!\d)"
    r"|(?<![^\s])=(?![^\s])|(?<=\d )x(?= \d)"
)
# Symbol fonts keep their keys in a private area.
PRIVATE = regex.compile(r"[\uf020-\uf0ff]")
PRIVATE_START = 0xF000
CURLED_SINGLE = regex.compile(r"[‘’](?=k)|(?<=[A-Za-z;])[‘’](?=[A-Za-z;])")
CURLED_DOUBLE = regex.compile(r"[“”](?=k)|(?<=[A-Za-z;])[“”](?=[A-Za-z;])")
FINAL_VISARGA = regex.compile(rf"([\p{{L}}\p{{M}}--{VISARGA}]*+){VISARGA}(?!\p{{L}})", regex.V1)
# A word that may be Latin: letters and digits joined by signs that Latin words are joined by.
LATIN_WORD = regex.compile(r"[A-Za-z0-9]+(?:[-'’.&/][A-Za-z0-9]+)*")
EDGES = regex.compile(r"([¼ßÞ^*(\"'“”‘’]*)(.*?)([½ßÞ\]*&)\"'“”‘’.,:;!?%-]*)", regex.DOTALL)
OWN_EDGES = MappingProxyType(
    {"¼": "(", "½": ")", "ß": '"', "Þ": '"', "]": ",", "^": "'", "*": "'"},
)
# COVID-19, 5G, G20, B.1.617: capitals and digits.
ABBREVIATION = regex.compile(r"[A-Z]*(?:[A-Z]{2}|\d[A-Z]|[A-Z]\d|[A-Z][-.&/]\d)[A-Z\d.&/-]*")
VOWEL = r"[\u0904-\u0914\u0960]"
UNSPEAKABLE = regex.compile(
    rf"^(?:{SIGN}|{MODIFIER}|{VIRAMA}|\u093c)|{VIRAMA}(?:{SIGN}|{MODIFIER}|{VOWEL}|{VIRAMA})"
    rf"|{SIGN}{{2}}|{MODIFIER}(?:{SIGN}|{MODIFIER}|{VIRAMA})|{SIGN}{VIRAMA}|{VOWEL}{SIGN}|\u0964."
)
HALF_LETTER = regex.compile(r".*['\"‘’“”]k")  # no quotation mark: a letter before its bar
FULL_STOP = regex.compile(r"(?<=[a-z])A$")  # the key of the danda
# Scores are natural logarithms of how much likelier a word is Latin than in the font.
CHANGE_COST = 6.0  # the script seldom changes from one word to the next
SURELY = 4 * CHANGE_COST
UNSEEN_PAIR = 2.0
MISSPELT, WELL_SPELT = 4.0, -4.0
DECIDED, LOOKS_TYPED = 10.0, -3.0
DEVANAGARI = regex.compile(r"[\u0904-\u0939\u0958-\u0961]")
SPELT = regex.compile(r"['\"(]?[\u0901-\u0963]+(?:[-.][\u0901-\u0963]+)*")
WORDS_LOOKED_AT, FEWEST_WORDS, SHARE_ALIKE = 40, 3, 0.6
LONE_CAPITAL, LONE_LETTER = -2.0, -6.0


def fonts() -> tuple[str, ...]:
    """Name the fonts that can be converted."""
    return FONTS


@cache
def _keys(font: str) -> Mapping[str, str]:
    """Give what each key of a font stands for, in the order of ink."""
    table: dict[str, str] = {}
    for meant, key, *place in rows(f"legacy-{font}"):
        if place == ["before"]:
            table[key] = BEFORE + meant
        elif place == ["after"]:
            table[key] = AFTER + meant.removeprefix(f"\u0930{VIRAMA}")
        else:
            table[key] = meant
    return MappingProxyType(table)


@cache
def _scanner(font: str) -> regex.Pattern[str]:
    keys = sorted(_keys(font), key=len, reverse=True)
    return regex.compile(f"({LITERAL})|({'|'.join(map(regex.escape, keys))})")


@cache
def _joins() -> tuple[tuple[str, str], ...]:
    return tuple((apart, joined) for joined, apart in rows("legacy-joins"))


@cache
def _visarga_words() -> frozenset[str]:
    return frozenset(word for (word,) in rows("legacy-visarga"))


def from_legacy(text: str, font: str) -> str:
    """Convert a text typed in a legacy font to Unicode.

    font: "krutidev" (Kruti Dev 010) or "chanakya"; ValueError names them for any other. Latin
    words, numbers and addresses in the text are told by their shape and stay; so do words that
    are in Unicode already.
    """
    if font not in FONTS:
        raise ValueError(f"unknown legacy font {font!r}: known are {', '.join(FONTS)}")
    keyed = PRIVATE.sub(lambda found: chr(ord(found[0]) - PRIVATE_START), text)
    pieces = groupby(_parts(keyed, font), key=itemgetter(0))
    joined = ((latin, "".join(piece for _, piece in group)) for latin, group in pieces)
    return "".join(piece if latin else _convert(piece, font) for latin, piece in joined)


def _convert(text: str, font: str) -> str:
    """Convert what is all in the font."""
    keys = _keys(font)
    text = _uncurled(text) if font == FONTS[0] else text
    ink = _scanner(font).sub(lambda found: found[1] or keys[found[2]], text)
    stored, ink = ink, _stored(ink)
    while stored != ink:  # what one rule has put together, another may move
        stored, ink = ink, _stored(ink)
    ink = ink.replace(BEFORE, "").replace(AFTER, f"\u0930{VIRAMA}")
    return FINAL_VISARGA.sub(_visarga_or_colon, ink)


def _stored(ink: str) -> str:
    """Put signs from the order of ink into the order in which Unicode stores them."""
    for found, meant in ORDER:
        ink = found.sub(meant, ink)
    for apart, joined in _joins():
        ink = ink.replace(apart, joined)
    return ink


def _uncurled(text: str) -> str:
    """Straighten quotes that are letters: word processors curl them inside words."""
    return CURLED_DOUBLE.sub('"', CURLED_SINGLE.sub("'", text))


def _visarga_or_colon(found: regex.Match[str]) -> str:
    word = found[1]
    return word + (VISARGA if word in _visarga_words() else ":")


def _parts(text: str, font: str) -> Iterator[tuple[bool, str]]:
    """Split a text at spaces into (Latin?, piece) with the edges of Latin words apart."""
    tokens = regex.split(r"(\s+)", text)
    words = tokens[::2]
    latin = _latin_words(words, font)
    for index, token in enumerate(tokens):
        if index % 2 or not latin[index // 2]:
            yield DEVANAGARI.search(token) is not None, token  # Unicode already
            continue
        edges = EDGES.fullmatch(token)
        before, core, after = edges.groups() if edges else ("", token, "")
        yield True, "".join(OWN_EDGES.get(sign, sign) for sign in before)
        yield True, core
        yield True, "".join(OWN_EDGES.get(sign, sign) for sign in after)


def _latin_words(words: list[str], font: str) -> list[bool]:
    """Tell of each word of a text whether it is Latin, by its letters and its neighbours.

    Each word has a score, positive where it looks Latin; the likeliest path through the two
    scripts is taken, each change having its cost (Viterbi's algorithm).
    """
    path: list[tuple[bool, bool]] = []  # where each state was best reached from
    font_best, latin_best = 0.0, -CHANGE_COST
    for word in words:
        score = _latin_score(word, font)
        stay, enter = latin_best, font_best - CHANGE_COST
        leave = latin_best - CHANGE_COST
        path.append((leave > font_best, stay >= enter))
        font_best, latin_best = max(font_best, leave), max(stay, enter) + score
    latin = latin_best > font_best
    found: list[bool] = []
    for from_latin_to_font, from_latin_to_latin in reversed(path):
        found.append(latin)
        latin = from_latin_to_latin if latin else from_latin_to_font
    return found[::-1]


@lru_cache(maxsize=4096)
def _latin_score(word: str, font: str) -> float:
    """Give the logarithm of how much likelier a word is Latin than in the font."""
    edges = EDGES.fullmatch(word)
    before, core = (edges[1], edges[2]) if edges else ("", word)
    if font != FONTS[0]:
        return 0.0 if not core or DEVANAGARI.search(core) else SURELY if core.isascii() else -SURELY
    if not core or core.isdigit() or DEVANAGARI.search(core):
        return 0.0
    if not LATIN_WORD.fullmatch(core) or HALF_LETTER.fullmatch(before + core[0]):
        return -SURELY
    if len(core) == 1:
        return LONE_CAPITAL if core.isupper() else LONE_LETTER
    if ABBREVIATION.fullmatch(core):
        return SURELY
    core = FULL_STOP.sub("", core)
    score = _letters_score(core)
    return score if abs(score) > DECIDED else score + _spelling_score(_convert(core, font))


def _letters_score(word: str) -> float:
    """Weigh the neighbouring letters of a word; one with digits at its ends tells nothing."""
    if word[:1].isdigit() or word[-1:].isdigit():
        return 0.0
    pairs = _pair_scores()
    lined = f"^{word}$"
    return sum(pairs.get(lined[at : at + 2], UNSEEN_PAIR) for at in range(len(lined) - 1))


def _spelling_score(word: str) -> float:
    """Tell by its spelling in Devanagari whether a word may be Latin after all."""
    if UNSPEAKABLE.search(word):
        return MISSPELT
    return 0.0 if word.endswith(VIRAMA) else WELL_SPELT


@cache
def _pair_scores() -> Mapping[str, float]:
    """Give of two neighbouring letters how much likelier they are in English than in keys."""
    return MappingProxyType({pair: int(score) / 10 for pair, score in rows("legacy-pairs")})


def suspect(text: str) -> str:
    """Name the legacy font that a text, or one line of it, looks typed in; "" for none.

    A line is looked at by its first words and must have a few; nothing is ever converted here.
    """
    for line in text.splitlines():
        if DEVANAGARI.search(line):
            continue
        words = line.split(maxsplit=WORDS_LOOKED_AT)[:WORDS_LOOKED_AT]
        for font in FONTS if len(words) >= FEWEST_WORDS else ():
            alike = sum(_looks_typed(word, font) for word in words)
            if alike >= max(FEWEST_WORDS, SHARE_ALIKE * len(words)):
                return font
    return ""


def _looks_typed(word: str, font: str) -> bool:
    if font == FONTS[0]:
        if len(word) == 1 or _latin_score(word, font) > LOOKS_TYPED:
            return False
    elif 2 * sum(not char.isascii() for char in word) <= len(word):
        return False
    spelt = _convert(word, font).rstrip(".,:;?!'\")-\u0964")
    return SPELT.fullmatch(spelt) is not None and UNSPEAKABLE.search(spelt) is None
