"""What a build was asked to do, and what it did."""

from datetime import datetime
from pathlib import Path

from generator.model.problem import Problem
from generator.model.record import record


@record
class Order:
    """What a build is asked for.

    site, output, cache: folders; theme: the folder of the theme that ships with Khabar;
    now: the moment of the paper, with zone; engine: "inline", "processes", "processes:N",
    or "" to choose by the amount of work; base_url: "" for site.yaml's.
    """

    site: Path
    output: Path
    cache: Path
    theme: Path
    now: datetime
    drafts: bool = False
    engine: str = ""
    base_url: str = ""
    keep_going: bool = False
    strict: bool = False
    clean: bool = False


@record
class Report:
    """What a build did.

    rendered, kept: pages; removed: files; seconds: stage and its duration; changed: URL
    paths whose bytes readers will find changed; reasons: output path and why it was
    rendered; next_due: when output would next change by itself; published: whether
    output/ is now what the plan says; hidden: content files of which there are problems, and
    which readers cannot see.
    """

    problems: tuple[Problem, ...]
    published: bool = False
    rendered: int = 0
    kept: int = 0
    removed: int = 0
    seconds: tuple[tuple[str, float], ...] = ()
    changed: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    next_due: datetime | None = None
    hidden: frozenset[str] = frozenset()
