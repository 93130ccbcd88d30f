"""A paper that stands as it is: where nothing changed since it was built, nothing is done.

After a build its input is noted down by value: every source, site.yaml, the ledger, what was
asked for, and until when it holds. If all of that is the same, and output/ holds the same
files, linking and planning would come to the same paper; so they are not even loaded. This is
no second hallway: it only tells that the way through it would lead here.
"""

import json
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.build.memory import Memory
from generator.edges.cache import Cache
from generator.edges.disk import survey, walk
from generator.edges.ledger import LEDGER
from generator.model.problem import Problem, judged
from generator.model.report import Order, Report
from generator.model.source import Source

SITE = "site.yaml"
DRAWN_WITH = "pillow"  # decides the bytes of pictures, and is no source
DAMAGE = (KeyError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Record:
    """What was built, and what it was made of. kept: how many pages it has."""

    state: str
    files: str
    theme: str
    since: str
    due: str
    kept: int
    problems: tuple[Problem, ...]


def note(order: Order, cache: Cache, memory: Memory, theme: Path, report: Report) -> None:
    """Note down what a build has published, so that the next one can tell that it stands.

    What is published is published: where a disk fails now, the next build looks for itself.
    """
    sources = memory.sources.values()
    with suppress(OSError):
        _note_down(order, cache, sources, theme, report)


def strike(order: Order, cache: Cache) -> None:
    """Strike the note out before anything else is published; lasting once the cache commits.

    A build that dies between publishing and noting would else leave the note of the paper
    before, and whoever takes an edit back would be told that nothing is to be done.
    """
    cache.store(_name(order), b"")


def _note_down(
    order: Order, cache: Cache, sources: Collection[Source], theme: Path, report: Report
) -> None:
    record = Record(
        state=_state(order, sources, theme),
        files=_files(order.output),
        theme=str(theme),
        since=order.now.isoformat(),
        due=report.next_due.isoformat() if report.next_due else "",
        kept=report.rendered + report.kept,
        problems=report.problems,
    )
    cache.store(_name(order), json.dumps(asdict(record)).encode())


def stands(order: Order, cache: Cache) -> Report | None:
    """Give the report of a build that has nothing to do; None where there may be something."""
    data = None if order.clean or order.keep_going else cache.load(_name(order))
    if data is None:
        return None
    try:
        known = _read(json.loads(data))
        since, due = datetime.fromisoformat(known.since), known.due
        next_due = datetime.fromisoformat(due) if due else None
    except DAMAGE:
        return None
    if order.now < since or (next_due is not None and order.now >= next_due):
        return None
    theme = Path(known.theme)
    sources, wrong = walk(order.site, theme, cache.sources())
    if wrong or known.state != _state(order, sources, theme) or known.files != _files(order.output):
        return None
    problems = judged(known.problems, strict=order.strict)
    if problems != known.problems:
        return None
    return Report(problems, published=True, kept=known.kept, next_due=next_due)


def _read(said: dict[str, object]) -> Record:
    """Read what `note` wrote; raises what DAMAGE names where it is something else."""
    rows = said.pop("problems")
    if not isinstance(rows, list):
        raise TypeError
    problems = tuple(
        Problem(**row | {"details": tuple((name, text) for name, text in row["details"])})
        for row in rows
    )
    return Record(**said, problems=problems)  # type: ignore[arg-type]  # as note wrote them


def _name(order: Order) -> str:
    return f"unchanged {order.output}"


def _state(order: Order, sources: Iterable[Source], theme: Path) -> str:
    """Digest all that a paper is made of, but the moment."""
    made = blake2b(digest_size=20)
    asked = (str(order.site), str(theme), order.base_url, order.drafts, _drawn_with())
    made.update(json.dumps(asked).encode())
    for path in (order.site / SITE, order.cache / LEDGER):
        made.update(_digest(path))
    for one in sources:
        made.update(f"\0{one.path}\0".encode(errors="surrogateescape"))
        made.update(one.digest)
    return made.hexdigest()


def _digest(path: Path) -> bytes:
    try:
        return blake2b(path.read_bytes(), digest_size=20).digest()
    except OSError:
        return b"-"


def _drawn_with() -> str:
    try:
        return version(DRAWN_WITH)
    except PackageNotFoundError:
        return ""


def _files(output: Path) -> str:
    paths = "\0".join(sorted(survey(output)))
    return blake2b(paths.encode(errors="surrogateescape"), digest_size=20).hexdigest()
