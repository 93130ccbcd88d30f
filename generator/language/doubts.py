"""Whether a text needs mending, and where: asked of every text, so it has to be quick.

What is found here need not be wrong; `normalise` looks at it and decides.
"""

import re
import unicodedata

from generator.language.everyday import ALPHABET, coded, roles

# Parts of patterns: what stands between the brackets of a character class.
DEVA = r"\u0900-\u0963\u0970-\u097f"
MATRA = r"\u093a\u093b\u093e-\u094c\u094e\u094f\u0955-\u0957\u0962\u0963"
NASAL = r"\u0900-\u0902"
VOWEL = r"\u0904-\u0914\u0960\u0961\u0972-\u0977"
DANDA = r"\u0964\u0965"

# What a text without need of repair hardly ever holds; a false alarm costs only time. These
# run over every text: the standard library's engine is four times as quick at it as `regex`,
# and three times as quick again with a pattern for each than with one for all.
_GAPS = (" \u0964", " \u0965", "\t\u0964", "\t\u0965")
_DOUBTS = (
    re.compile(r"[\u00a0\u200b-\u200d\ufeff]"),
    re.compile(rf"\|(?<=[{DEVA} \t]\|)"),
    re.compile(rf"[{VOWEL}{MATRA}{NASAL}\u0903\u094d][{MATRA}\u0903\u093c]"),
    re.compile(rf"([{NASAL}\u0903\u093c\u094d])\1"),
)
_GAP = re.compile(rf"[{DANDA}](?<=[ \t][{DANDA}])")
# Of all other characters of Hindi and English texts, none composes with its neighbour.
_PERHAPS_NOT_NFC = (
    re.compile(r"[^\x00-\u02ff\u0900-\u0950\u0955-\u0957\u0960-\u097f\u200b-\u200d\u2010-\u2027]"),
    re.compile(r"\u093c(?<=[\u0928\u0930\u0933\u094d]\u093c)"),
)
# The same of everyday text, where but for joiners it is always two characters side by side:
# what the first is, what the second is. The fourth pair would be one letter in NFC, or is double.
_PAIRS = (
    (r" \t", DANDA),
    (rf"{DEVA} \t", "|"),
    (rf"{VOWEL}{MATRA}{NASAL}\u0903\u094d", rf"{MATRA}\u0903\u093c"),
    (r"\u0928\u0930\u0933\u093c", r"\u093c"),
    *((sign, sign) for sign in "\u0900\u0901\u0902\u094d"),
)
_FIRST, _SECOND = (roles(kinds) for kinds in zip(*_PAIRS, strict=True))
_ZWNJ, _ZWJ = map(ALPHABET.index, "\u200c\u200d")


def needs_repair(text: str) -> bool:
    """Tell whether a text may hold something to mend; hardly ever wrongly."""
    if text.isascii():
        return False
    code = coded(text)
    if code is not None:
        return _holds_pair(code) or _ZWNJ in code or _ZWJ in code
    return (
        any(gap in text for gap in _GAPS)
        or any(doubt.search(text) for doubt in _DOUBTS)
        or not is_nfc(text)
    )


def _holds_pair(code: bytes) -> bool:
    """Look for all pairs at once: each is a bit of a number with a byte for each character."""
    first = int.from_bytes(code.translate(_FIRST), "big")
    second = int.from_bytes(code.translate(_SECOND), "big")
    return (first >> 8) & second != 0


def is_nfc(text: str) -> bool:
    """Tell whether a text is in NFC, quickly where it is Hindi or English."""
    perhaps_not = any(sign.search(text) for sign in _PERHAPS_NOT_NFC)
    return not perhaps_not or unicodedata.is_normalized("NFC", text)


def doubts(text: str, start: int, end: int) -> list[int]:
    """Return the places between two others that may need mending, from left to right."""
    found = {match.start() for doubt in _DOUBTS for match in doubt.finditer(text, start, end)}
    gaps = {match.start() - 1 for match in _GAP.finditer(text, start, end)}
    return sorted(found | gaps)
