"""A paper that stands as it is: where nothing changed since it was built, nothing is done.

After a build its input is noted down by value: every source, site.yaml, the ledger, what was
asked for, and until when it holds. If all of that is the same, and output/ holds the same
files, linking and planning would come to the same paper; so they are not even loaded. This is
no second hallway: it only tells that the way through it would lead here.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from generator.edges.cache import Cache
from generator.edges.disk import look_again as find_again
from generator.edges.disk import survey, walk
from generator.edges.images.formats import encoders
from generator.edges.ledger import LEDGER
from generator.model.problem import Problem, judged
from generator.model.record import record
from generator.model.report import Order, Report
from generator.model.source import Source

SITE = "site.yaml"
MORGUE = "morgue"  # what build/morgue keeps
DAMAGE = (KeyError, TypeError, ValueError)


@record
class Record:
    """What was built, and what it was made of. kept: how many pages it has; hidden: see Report."""

    state: str
    files: str
    theme: str
    since: str
    due: str
    kept: int
    problems: tuple[Problem, ...]
    hidden: tuple[str, ...] = ()


@record
class Seen:
    """What there is before a build: sources and what is wrong with finding them, output's files.

    known, sources: by path, as they were found before and now; theme: the folder of the theme;
    base: digest of all but content files; files: that of the paths of output/.
    """

    known: Mapping[str, Source]
    sources: Mapping[str, Source]
    wrong: tuple[Problem, ...]
    theme: Path
    existing: frozenset[str]
    base: str
    files: str


def look(order: Order, cache: Cache) -> tuple[Record, Seen] | None:
    """Give what was noted of the last build, and what there is now; None where nothing was."""
    data = None if order.clean or order.keep_going else cache.load(_name(order))
    if data is None:
        return None
    try:
        known = _read(json.loads(data))
    except DAMAGE:
        return None
    theme = Path(known.theme)
    before = cache.sources()
    sources, wrong = walk(order.site, theme, before)
    existing = survey(order.output)
    found = {one.path: one for one in sources}
    base = base_of(order, sources, theme)
    return known, Seen(before, found, wrong, theme, existing, base, files_of(existing))


def look_again(order: Order, seen: Seen, saved: Collection[str]) -> Seen | None:
    """Give what there is after some content files were saved since a build in this process.

    What it has published is taken to stand as it was left. None where that is not enough.
    """
    sources = find_again(order.site, seen.sources, saved)
    return None if sources is None else replace(seen, known=seen.sources, sources=sources)


def stands(order: Order, known: Record, seen: Seen) -> Report | None:
    """Give the report of a build that has nothing to do; None where there may be something."""
    try:
        since, due = datetime.fromisoformat(known.since), known.due
        next_due = datetime.fromisoformat(due) if due else None
    except DAMAGE:
        return None
    if order.now < since or (next_due is not None and order.now >= next_due):
        return None
    state = _state(seen.base, seen.sources.values())
    if seen.wrong or (known.state, known.files) != (state, seen.files):
        return None
    problems = judged(known.problems, strict=order.strict)
    if problems != known.problems:
        return None
    hidden = frozenset(known.hidden)
    return Report(problems, published=True, kept=known.kept, next_due=next_due, hidden=hidden)


def note(order: Order, cache: Cache, seen: Seen, report: Report) -> None:
    """Note down what a build has published, so that the next one can tell that it stands.

    What is published is published: where a disk fails now, the next build looks for itself.
    """
    made = Record(
        state=_state(seen.base, seen.sources.values()),
        files=seen.files,
        theme=str(seen.theme),
        since=order.now.isoformat(),
        due=report.next_due.isoformat() if report.next_due else "",
        kept=report.rendered + report.kept,
        problems=report.problems,
        hidden=tuple(sorted(report.hidden)),
    )
    cache.store(_name(order), json.dumps(asdict(made)).encode())


def strike(order: Order, cache: Cache) -> None:
    """Strike out note and morgue before anything is published; lasting once the cache commits.

    A build that dies between publishing and noting would else leave the note of the paper
    before, and whoever takes an edit back would be told that nothing is to be done.
    """
    for name in (_name(order), f"{MORGUE} {order.output} edits"):
        cache.store(name, b"")


def is_story(path: str) -> bool:
    """Tell whether a source is a content file, in whatever form."""
    return path.startswith("content/") and path.endswith(".md")


def base_of(order: Order, sources: Iterable[Source], theme: Path) -> str:
    """Digest all that a paper is made of, but its content files and the moment."""
    made = blake2b(digest_size=20)
    asked = (str(order.site), str(theme), order.base_url, order.drafts, encoders().hex())
    made.update(json.dumps(asked).encode())
    for path in (order.site / SITE, order.cache / LEDGER):
        made.update(_digest(path))
    _add(made, (one for one in sources if not is_story(one.path)))
    return made.hexdigest()


def files_of(existing: Iterable[str]) -> str:
    """Digest the paths of output/."""
    paths = "\0".join(sorted(existing))
    return blake2b(paths.encode(errors="surrogateescape"), digest_size=20).hexdigest()


def _state(base: str, sources: Iterable[Source]) -> str:
    made = blake2b(base.encode(), digest_size=20)
    _add(made, (one for one in sources if is_story(one.path)))
    return made.hexdigest()


def _add(made: blake2b, sources: Iterable[Source]) -> None:
    for one in sources:
        made.update(f"\0{one.path}\0".encode(errors="surrogateescape"))
        made.update(one.digest)


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


def _digest(path: Path) -> bytes:
    try:
        return blake2b(path.read_bytes(), digest_size=20).digest()
    except OSError:
        return b"-"
