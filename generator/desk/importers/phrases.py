"""How pages name their own parts: phrases from data, compared without regard to spelling habits."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType

import regex

from generator.language.normalise import normalise

_NUKTA = "\u093c"
_CHANDRABINDU, _ANUSVARA = "\u0901", "\u0902"
_JOINERS = regex.compile(r"[\u200b-\u200d\u2060]")
_APART = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


@cache
def phrases(kind: str) -> frozenset[str]:
    """Give the phrases of one kind, each in the form that `key` gives."""
    return _table().get(kind, frozenset())


def key(text: str) -> str:
    """Give what two spellings of one phrase share: letters and digits, single spaces between.

    Letter case, nukta, chandrabindu and joiners are dropped, digits are ASCII.
    """
    folded = normalise(text).casefold()
    folded = _JOINERS.sub("", folded.replace(_NUKTA, "").replace(_CHANDRABINDU, _ANUSVARA))
    return digits(_APART.sub(" ", folded).strip())


def digits(text: str) -> str:
    """Give text with the decimal digits of every script as those of ASCII."""
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


@cache
def _table() -> MappingProxyType[str, frozenset[str]]:
    """Read the table once: kind, tab, phrase; lines that begin with # are notes."""
    text = files(__package__).joinpath("data/pasted.tsv").read_text("utf-8")
    kinds: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, phrase = line.partition("\t")
            kinds.setdefault(kind, set()).add(key(phrase))
    return MappingProxyType({kind: frozenset(found) for kind, found in kinds.items()})
