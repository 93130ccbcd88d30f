"""Did you mean …? The nearest known name to one that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches

SHORT = 3  # a code of two or three letters has one right letter when it is near


def suggest(name: str, known: Iterable[str]) -> str:
    """Give the known name that is most like `name`, or "" if none is like it.

    Case is ignored, and hyphens, underscores and blanks are alike.
    """
    folded: dict[str, str] = {}
    for one in known:
        folded.setdefault(_fold(one), one)
    cutoff = 0.5 if len(name) <= SHORT else 0.6
    found = get_close_matches(_fold(name), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def _fold(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
