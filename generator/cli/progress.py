"""Progress on a terminal: a bar for what takes long; nothing in a log, where bars are noise."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

Tell = Callable[[str, int, int], None]
REFRESH = 0.1  # seconds
WORTH_A_BAR = 64  # pages; fewer are done before an eye has found the bar


def quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@contextmanager
def progress(*, wanted: bool) -> Iterator[Tell]:
    """Show how far a build is, on standard error, if that is a terminal."""
    if not (wanted and sys.stderr.isatty()):
        yield quiet
        return
    # Loading rich takes longer than a small build.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
    )

    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    # Without a thread of its own that draws the bars: beside one, no process could be forked.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bars:
        tasks: dict[str, int] = {}
        drawn = 0.0

        def tell(stage: str, done: int, total: int) -> None:
            if total < WORTH_A_BAR:
                return
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done)  # type: ignore[arg-type] # ids are ints
            nonlocal drawn
            if done == total or monotonic() - drawn > REFRESH:
                bars.refresh()
                drawn = monotonic()

        yield tell
