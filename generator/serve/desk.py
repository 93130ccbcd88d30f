"""What the development server shows at a moment, and how it comes to show the next."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from time import sleep

from generator.build.memory import Memory
from generator.build.session import run
from generator.edges.disk import Busy
from generator.model.report import Order, Report

AGAIN = 0.2  # seconds until a build is tried again that found another one at work
Rows = list[dict[str, object]]


@dataclass(slots=True)
class Desk:
    """Builds, and remembers what came of it.

    told: is called with each report; rows: turns problems into what the overlay shows; slowed:
    is told how many seconds saves may wait, where the system cannot watch so many folders.
    """

    order: Order
    told: Callable[[Report], None]
    rows: Callable[[Report], Rows]
    slowed: Callable[[float], None]
    memory: Memory | None = None
    report: Report | None = None
    built: int = 0  # how many builds there were
    _lock: Lock = field(default_factory=Lock)

    def build(self, saved: Collection[str] = ()) -> Report:
        """Build once more, with what changed and at the clock's moment.

        saved: all that was saved since the last time, as absolute paths; () if that is unknown.
        The first saves are looked for as well: some may have come before anything was watched.
        """
        with self._lock:
            now = datetime.now(UTC).replace(microsecond=0)
            self.memory, self.report = self._built(
                replace(self.order, now=now), saved if self.built > 1 else ()
            )
            self.built += 1
            # The first build may use every core; an edit is done sooner than a pool starts,
            # and a process that serves should not fork.
            self.order = replace(self.order, engine="inline", clean=False)
        self.told(self.report)
        return self.report

    def _built(self, order: Order, saved: Collection[str]) -> tuple[Memory | None, Report]:
        while True:
            try:
                return run(order, lambda *_: None, self.memory, saved)
            except Busy:
                sleep(AGAIN)

    def due(self) -> bool:
        """Tell whether a scheduled story has come due, or one has expired."""
        moment = self.report.next_due if self.report else None
        return moment is not None and datetime.now(UTC) >= moment

    def message(self) -> dict[str, object]:
        """Give what the overlay shows: the problems that keep the page from being new."""
        report = self.report
        wrong = self.rows(report) if report is not None and not report.published else []
        return {"command": "problems", "problems": wrong}
