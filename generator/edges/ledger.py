"""The ledger of published addresses: .khabar/ledger.jsonl, one address a line.

Unlike the cache it cannot be made again from content/, so it lies beside it in a form that
outlives every version of the code and that an editor can mend by hand.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from itertools import chain, repeat
from pathlib import Path

from generator.model.ledger import Row

LEDGER = "ledger.jsonl"
DAMAGE = (RecursionError, TypeError, ValueError)  # what reading something else may raise


def read_ledger(folder: Path) -> dict[str, Row]:
    """Read the ledger in the cache folder, by place; never raises.

    Lines that are damaged say nothing; without a file nothing was published yet.
    """
    try:
        lines = (folder / LEDGER).read_bytes().split(b"\n")
    except OSError:
        return {}
    lines = [one for one in lines if one.strip()]
    try:
        rows = _rows(json.loads(b"[" + b",".join(lines) + b"]"))
    except DAMAGE:
        rows = [row for line in lines for row in _mended(line)]
    return {row.place: row for row in rows}


def write_ledger(folder: Path, rows: Mapping[str, Row]) -> None:
    """Put a ledger in the place of the old one, whole or not at all.

    A folder that cannot be written to is no failure: the paper is published, and the next
    build tries again.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    data = "".join(f"{encode(rows[place])}\n" for place in sorted(rows)).encode(errors="replace")
    draft = folder / f"{LEDGER}.part"
    with contextlib.suppress(OSError):
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / LEDGER)


def add_rows(folder: Path, rows: Iterable[Row]) -> None:
    """Add rows at the end of the ledger: of two with one place the later one counts."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    data = "".join(f"{encode(row)}\n" for row in rows).encode(errors="replace")
    with contextlib.suppress(OSError), (folder / LEDGER).open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _rows(values: list[list[str]]) -> list[Row]:
    """Make rows of the values of lines; raises TypeError where one is not what a row holds."""
    if not all(map(isinstance, values, repeat(list))):
        raise TypeError
    rows = list(map(Row._make, values))
    "".join(chain.from_iterable(rows))
    return rows


def _mended(line: bytes) -> list[Row]:
    """Give the row of a line; none where it is damaged."""
    try:
        return _rows([json.loads(line)])
    except DAMAGE:
        return []
