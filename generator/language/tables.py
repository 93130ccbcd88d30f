"""The language data that ships with the package.

Letters, suffixes, lexicons and abbreviations are tab-separated files in `data/`,
edited by people who read Hindi, not by programmers. Lines that start with `#` are notes.
"""

from functools import cache
from pkgutil import get_data


def parse_rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a tab-separated table; empty lines and `#` lines are left out."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of `data/<name>.tsv`. Raises FileNotFoundError for an unknown name."""
    return parse_rows((get_data("generator.language", f"data/{name}.tsv") or b"").decode())
