"""The press: pages are planned, keyed and, where they are out of date, printed.

What is planned for a batch stays in the process that prints it: of a large paper only paths,
keys and bytes travel, and views are forgotten when their pages are printed.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Any

from generator.edges.engine import Shared
from generator.model.bodies import bodies_of
from generator.model.config import SiteConfig
from generator.model.page import Forme, Gathered, Output, Page, reaching
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.theme import Job, Theme
from generator.model.untold import Untold
from generator.stages.keys import Keys, holds, reason
from generator.stages.notices import notices
from generator.stages.plan import Claim, claims
from generator.stages.plan.outline import MOVED, STORY, UNDATED
from generator.stages.plan.planner import Planner
from generator.stages.render import render

# Kinds whose pages show a story and little else; a page of a list weighs HEAVIER times as much.
LIGHT = frozenset({STORY, MOVED, UNDATED})
HEAVIER = 8
Batch = tuple[Shared[Theme], tuple[Forme, ...]]


@record
class Facts:
    """What is known of a batch once it is planned.

    keys: path and key of each page that is out of date, and why it is; kept: paths of the others;
    cards: paths of the share cards of each story.
    """

    keys: tuple[tuple[str, bytes, str], ...]
    kept: tuple[str, ...]
    cards: tuple[tuple[str, tuple[str, ...]], ...]
    gathered: Gathered
    told: tuple[Claim, ...]
    news: Untold


@record
class Press:
    """What it takes to get a batch ready, in memory wherever that is done.

    manifest: path → key of what is published; existing: paths of what is there; bodies: gives
    the HTML of bodies by their digests.
    """

    planner: Planner
    keys: Keys
    manifest: Mapping[str, bytes]
    existing: AbstractSet[str]
    bodies: Callable[[AbstractSet[bytes]], Mapping[bytes, str]]

    def ready(self, batch: Batch) -> tuple[Facts, tuple[Job, ...]]:
        """Plan the pages of a batch, and make jobs of those that are out of date."""
        pages: list[Page] = []
        needs = []
        cards: dict[str, tuple[str, ...]] = {}
        for forme in batch[1]:
            pages += self.planner.pages(forme)
            needs.append(self.planner.gathered())
            if forme.kind == STORY and needs[-1].posters:
                story, drawn = forme.name[0], (one.path for one in needs[-1].posters)
                cards[story] = (*cards.get(story, ()), *drawn)
        stale: list[tuple[Page, bytes]] = []
        kept = []
        for page in pages:
            key = self.keys.key(page)
            if page.path in self.existing and holds(self.manifest.get(page.path), key):
                kept.append(page.path)
            else:
                stale.append((page, key))
        facts = Facts(
            tuple((page.path, key, self._reason(page, key)) for page, key in stale),
            tuple(kept),
            tuple(cards.items()),
            _together(needs),
            tuple(claims(self.planner.paper, pages)),
            notices(self._config, [page for page, _ in stale]),
        )
        return facts, self._jobs([page for page, _ in stale])

    @property
    def _config(self) -> SiteConfig:
        return self.planner.site.config

    def _reason(self, page: Page, key: bytes) -> str:
        gone = page.path not in self.existing
        return reason(page, self.manifest.get(page.path), key, gone=gone)

    def _jobs(self, stale: list[Page]) -> tuple[Job, ...]:
        """Make jobs with the HTML of just the bodies that their pages show."""
        shown = [bodies_of(page.view) for page in stale]
        digests = {body.digest for some in shown for body in some}
        held = self.bodies(digests) if digests else {}
        return tuple(
            Job(
                page.path,
                page.template,
                page.lang,
                page.view,
                tuple(held[body.digest] for body in some),
                reaching(page, self.existing),
            )
            for page, some in zip(stale, shown, strict=True)
        )


def _parts(one: Gathered) -> tuple[tuple[Any, ...], ...]:
    return one.copies, one.renditions, one.posters, one.problems


def _together(some: list[Gathered]) -> Gathered:
    """Give each thing once that any of some pages need."""
    copies, renditions, posters, problems = (
        tuple(dict.fromkeys(chain.from_iterable(group)))
        for group in zip(*map(_parts, some), strict=True)
    )
    return Gathered(copies, renditions, posters, problems)


def printed(
    batch: Batch, ready: tuple[Facts, tuple[Job, ...]]
) -> tuple[Facts, tuple[Output | Problem, ...]]:
    """Print the jobs of a batch, wherever the engine runs it."""
    facts, jobs = ready
    return facts, render(batch[0].value, jobs)


def ordered(formes: tuple[Forme, ...], theme: Theme, size: int) -> list[Batch]:
    """Make batches: pages with many cards first and few at a time, as they take longest.

    size: pages in a batch of stories.
    """
    shared = Shared(theme.digest, theme)
    heavy = [one for one in formes if one.kind not in LIGHT]
    light = [one for one in formes if one.kind in LIGHT]
    made = []
    for some, number in ((heavy, max(1, size // HEAVIER)), (light, size)):
        made += [(shared, tuple(some[at : at + number])) for at in range(0, len(some), number)]
    return made
