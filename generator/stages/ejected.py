"""Templates that a newsroom copied from its theme to change them, and what they were copied from.

The list lies beside the copies, one line for each: the template, the digest of its original,
and whose it was. It is text for version control to merge; a line that is no row (a mark of a
conflict) is passed over, and of two rows for one template the later holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.model.problem import WARNING, Problem, problem

LIST = "templates/ejected.tsv"
TEMPLATES = "templates/"
ORIGINALS = "originals/"
_HEAD = "# Copied by “khabar theme eject”: template, digest of its original, whose it was.\n"
_COLUMNS = 3


@dataclass(frozen=True, slots=True, order=True)
class Ejected:
    """A template ("pages/front.html"), the digest of its original in hex, and whose it was."""

    template: str
    digest: str
    origin: str


def read_ejected(text: str) -> tuple[Ejected, ...]:
    """Read the list; sorted by template, one row for each."""
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    found = {row[0]: Ejected(*row) for row in rows if len(row) == _COLUMNS}
    return tuple(sorted(found.values()))


def write_ejected(rows: Iterable[Ejected]) -> str:
    """Give the text of the list."""
    lines = (f"{one.template}\t{one.digest}\t{one.origin}\n" for one in sorted(rows))
    return _HEAD + "".join(lines)


def stale(
    rows: Iterable[Ejected], own: AbstractSet[str], originals: Mapping[str, str]
) -> Iterator[Problem]:
    """Name the copies whose originals are no longer what was copied, or are gone.

    own: paths of the newsroom's own files; originals: "originals/…" → digest in hex.
    """
    for one in rows:
        path = TEMPLATES + one.template
        if path not in own:
            continue
        details = {"template": one.template, "origin": one.origin}
        now = originals.get(ORIGINALS + one.template)
        if now is None:
            yield problem((path, 0, 0), "orphan-template", WARNING, **details)
        elif now != one.digest:
            yield problem((path, 0, 0), "stale-template", WARNING, **details)
