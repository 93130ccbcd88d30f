"""The second half of the hallway: what is out of date is printed, then all of it published."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from posixpath import basename
from typing import Self

from generator import __version__
from generator.build.darkroom import Darkroom
from generator.build.easel import Easel
from generator.build.inspection import Proof
from generator.build.intake import Intake, bodies
from generator.build.press import Batch, Facts, Press, ordered, printed
from generator.build.tools import Tools
from generator.build.unchanged import strike
from generator.edges.disk import SMALL, Publication, open_publication
from generator.edges.images import encoders
from generator.edges.prints import Prints
from generator.model.page import ASSETS, Copy, Gathered, Output
from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem
from generator.model.report import Order
from generator.model.untold import Untold
from generator.stages.address import MEDIA, Addresses
from generator.stages.digest import digest
from generator.stages.keys import Keys, holds
from generator.stages.plan import Claim, misplaced, unpaired

INDEX = "index.html"
LASTING = ("assets/", MEDIA)  # names that hold a digest of what they name
PRINTS = "pictures"  # folder of the cache
BATCH = 48  # pages of stories in a batch: enough to be worth the way, few enough to balance
ALONE = 200  # pages that take about as long as starting a process


@dataclass(slots=True)
class Work:
    """What had to be done to turn output/ into the plan.

    cards: paths of the share cards of each story that was planned; problems: what was found
    while pages were planned and printed; removals: paths in output/.
    """

    keys: dict[str, bytes] = field(default_factory=dict)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    copies: dict[str, Copy] = field(default_factory=dict)
    renditions: dict[str, Rendition] = field(default_factory=dict)
    posters: dict[str, Poster] = field(default_factory=dict)
    told: list[Claim] = field(default_factory=list)
    news: Untold = field(default_factory=Untold)
    cards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    removals: list[str] = field(default_factory=list)
    published: bool = False

    @property
    def rendered(self) -> int:
        """How many pages were printed: feeds and sitemaps are files."""
        return sum(path.endswith(".html") for path, _ in self.reasons)

    def add(self, facts: Facts) -> None:
        """Take in what is known of a batch."""
        for path, key, why in facts.keys:
            self.keys[path] = key
            self.reasons.append((path, why))
        self.kept.extend(facts.kept)
        self.told.extend(facts.told)
        for story, some in facts.cards:
            self.cards[story] = (*self.cards.get(story, ()), *some)
        if facts.news:
            self.news = self.news.with_more(facts.news)
        self.gather(facts.gathered)

    def gather(self, gathered: Gathered) -> None:
        """Take in what pages need beside themselves."""
        self.copies.update((one.path, one) for one in gathered.copies)
        self.renditions.update((one.path, one) for one in gathered.renditions)
        self.posters.update((one.path, one) for one in gathered.posters)
        self.problems.extend(gathered.problems)


@dataclass(slots=True)
class Pressroom:
    """Prints and publishes for one build; what is not published when it is left is forgotten."""

    order: Order
    tools: Tools
    taken: Intake
    existing: frozenset[str]
    work: Work = field(default_factory=Work)
    _open: ExitStack = field(default_factory=ExitStack)
    _publication: Publication | None = None
    _waiting: list[Output] = field(default_factory=list)
    _manifest: dict[str, bytes] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def print(self, proof: Proof) -> None:
        """Print what is out of date, by value or because its file is gone, into no one's sight."""
        work = self.work
        asked = [path for forme in proof.formes for path, _ in forme.pages]
        self._manifest = self._known(proof, asked)
        work.gather(proof.planner.gathered())
        self.tools.cache.settle()
        self._print(proof)
        work.problems.extend(self._wrong(proof))
        if proof.again is None:
            work.copies.update((one.path, one) for one in proof.planner.statics)
        else:
            self._manifest |= self._known(proof, (*work.copies, *work.renditions, *work.posters))
        files = self._file_keys(proof)
        stale = {path for path, key in files.items() if self._is_stale(path, key)}
        self._develop(stale, every=proof.again is None)
        work.removals = self._removals(proof, files)
        work.copies = {path: one for path, one in work.copies.items() if path in stale}
        self._assets(proof, stale)
        work.keys.update((path, files[path]) for path in stale)

    def publish(self) -> None:
        """Publish what was printed; nothing is done where all is as it was."""
        work, name = self.work, str(self.order.output)
        touched = len(work.keys) + len(work.removals)
        if touched or not self.order.output.is_dir():
            self.tools.timer.stage("publish")
            publication = self._publication or self._opened(touched)
            for copy in work.copies.values():
                file = self.taken.memory.sources[copy.source].file
                publication.copy(copy.path, file, ASSETS)
            for path in work.removals:
                publication.remove(path)
            strike(self.order, self.tools.cache)
            self.tools.cache.distrust(name, [*work.keys, *work.removals])
            publication.commit()
            self.tools.cache.trust(name, work.keys.items(), work.removals)
        work.published = True

    def urls(self) -> tuple[str, ...]:
        """Give the URLs whose bytes are others now: what a cache in front of the host must drop.

        Pictures and assets are none of them: their names are new when their bytes are.
        """
        config = self.taken.config
        addresses = Addresses(config.base_url if config else "")
        changed = chain(self.work.keys, self.work.removals)
        return tuple(
            sorted(
                addresses.href(path.removesuffix(INDEX))
                for path in changed
                if not path.startswith(LASTING)
            )
        )

    def _print(self, proof: Proof) -> None:
        """Plan and print batch by batch."""
        made = Keys(__version__, dict(proof.case.closures), dict(proof.case.words))
        fetch = partial(bodies, taken=self.taken, cache=self.tools.cache)
        press = Press(proof.planner, made, self._manifest, self.existing, fetch)
        whole = sum(len(forme.pages) for forme in proof.formes)
        few = whole <= ALONE or self.tools.engine.workers == 1
        queue = ordered(proof.formes, proof.case.theme, BATCH)
        done = 0
        for facts, results in self._results(press, queue, alone=few):
            self.work.add(facts)
            for one in results:
                if isinstance(one, Problem):
                    self.work.problems.append(one)
                else:
                    self._put(one)
            done += len(facts.keys) + len(facts.kept)
            self.tools.timer.tell("render", done, whole)

    def _results(
        self, press: Press, queue: list[Batch], *, alone: bool
    ) -> Iterator[tuple[Facts, tuple[Output | Problem, ...]]]:
        if alone:
            return (printed(batch, press.ready(batch)) for batch in queue)
        return self.tools.engine.map(printed, queue, press.ready)

    def _put(self, output: Output) -> None:
        """Stage a file. Only a large change needs a tree of its own, and a small one few files."""
        if self._publication is None:
            self._waiting.append(output)
            if len(self._waiting) > SMALL:
                self._opened(len(self._waiting))
        else:
            self._publication.put(output)

    def _opened(self, changes: int) -> Publication:
        """Open the publication, and stage what has waited for it."""
        made = open_publication(self.order.output, self.order.cache, changes)
        self._publication = self._open.enter_context(made)
        for one in self._waiting:
            made.put(one)
        self._waiting.clear()
        return made

    def _wrong(self, proof: Proof) -> Iterator[Problem]:
        """Find what is wrong with pages and files together."""
        work = self.work
        made = Gathered(
            tuple(work.copies.values()),
            tuple(work.renditions.values()),
            tuple(work.posters.values()),
            (),
        )
        yield from misplaced(proof.planner, made)
        if proof.again is None:  # else what stands says what it said when it was planned
            yield from unpaired(proof.planner, work.told)

    def _file_keys(self, proof: Proof) -> dict[str, bytes]:
        """Give the keys of all files that are no pages; of a picture, its path and its maker."""
        work = self.work
        keys = {path: digest(one.digest) for path, one in work.copies.items()}
        if proof.again is None:
            keys |= {one.path: digest(one.data) for one in proof.case.assets}
        drawn = [*work.renditions, *work.posters]
        made_by = encoders() if drawn else b""
        return keys | {path: made_by + path.encode() for path in drawn}

    def _is_stale(self, path: str, key: bytes) -> bool:
        return path not in self.existing or not holds(self._manifest.get(path), key)

    def _known(self, proof: Proof, paths: Iterable[str]) -> dict[str, bytes]:
        """Give the manifest: all of it, or after an edit these paths of it."""
        if self.order.clean:
            return {}
        asked = None if proof.again is None else paths
        return self.tools.cache.manifest(str(self.order.output), asked)

    def _removals(self, proof: Proof, files: Mapping[str, bytes]) -> list[str]:
        """Give what is published and not planned any more."""
        work = self.work
        if proof.again is None:
            return sorted(self.existing - work.keys.keys() - files.keys() - {*work.kept})
        return sorted(proof.again.dropped(work.cards) & self.existing)

    def after(self) -> frozenset[str]:
        """Give the paths of output/ once all is published."""
        work = self.work
        if self.existing.issuperset(work.keys) and not work.removals:
            return self.existing
        return (self.existing | work.keys.keys()) - {*work.removals}

    def _assets(self, proof: Proof, stale: Iterable[str]) -> None:
        wanted = frozenset(stale)
        for asset in proof.case.assets:
            if asset.path in wanted:
                self._put(asset)

    def _develop(self, stale: set[str], *, every: bool) -> None:
        """Develop the pictures and draw the share cards that are not published yet.

        every: whether all that the paper shows is known, so that the rest can be forgotten.
        """
        work = self.work
        renditions = [work.renditions[path] for path in sorted(stale & work.renditions.keys())]
        posters = [work.posters[path] for path in sorted(stale & work.posters.keys())]
        whole = len(renditions) + len(posters)
        if not whole:
            return
        self.tools.timer.stage("pictures")
        prints = Prints(self.order.cache / PRINTS)
        tools = (prints, self.tools.engine, self.taken.memory.sources)
        made = chain(Darkroom(*tools).develop(renditions), Easel(*tools).draw(posters))
        for done, one in enumerate(made, 1):
            if isinstance(one, Problem):
                work.problems.append(one)
                continue
            picture, data = one
            self._put(Output(picture.path, data, ASSETS))
            self.tools.timer.tell("pictures", done, whole)
        if every:
            prints.prune({basename(path) for path in chain(work.renditions, work.posters)})
