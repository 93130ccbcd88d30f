"""The second half of the hallway: what is out of date is printed, then all of it published."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
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
from generator.build.work import Work
from generator.edges.disk import SMALL, Laid, Publication, open_publication
from generator.edges.images import encoders
from generator.edges.prints import Prints
from generator.model.page import ASSETS, Gathered, Output
from generator.model.problem import Problem
from generator.model.report import Order
from generator.model.theme import Job
from generator.stages.address import MEDIA, Addresses
from generator.stages.digest import digest
from generator.stages.keys import Keys, holds
from generator.stages.plan import misplaced, unpaired

INDEX = "index.html"
LASTING = ("assets/", MEDIA)  # names that hold a digest of what they name
PRINTS = "pictures"  # folder of the cache
BATCH = 48  # pages of stories in a batch: enough to be worth the way, few enough to balance
ALONE = 200  # pages that take about as long as starting a process
Result = Output | Laid | Problem


def laid(
    publication: Publication, batch: Batch, ready: tuple[Facts, tuple[Job, ...]]
) -> tuple[Facts, tuple[Result, ...]]:
    """Print a batch in a forked process and lay its files there: they need not travel."""
    facts, made = printed(batch, ready)
    return facts, tuple(publication.lay(one) if isinstance(one, Output) else one for one in made)


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
        if not few and not self._manifest:  # all will be printed: a new tree can be laid at once
            self._opened(whole)
        with closing(self._results(press, queue, alone=few)) as batches:
            for facts, results in batches:
                self.work.add(facts)
                for one in results:
                    self._take(one)
                done += len(facts.keys) + len(facts.kept)
                self.tools.timer.tell("render", done, whole)

    def _results(
        self, press: Press, queue: list[Batch], *, alone: bool
    ) -> Generator[tuple[Facts, tuple[Result, ...]], None, None]:
        """Print each batch. Pages that all go into a new tree are laid there by who prints them."""
        if alone:
            yield from (printed(batch, press.ready(batch)) for batch in queue)
            return
        engine, publication = self.tools.engine, self._publication
        if publication and publication.can_lay and engine.forks():
            yield from engine.map(partial(laid, publication), queue, press.ready)
        else:
            yield from engine.map(printed, queue, press.ready)

    def _take(self, one: Result) -> None:
        if isinstance(one, Problem):
            self.work.problems.append(one)
        elif isinstance(one, Laid) and self._publication is not None:
            self._publication.enter(one)
        elif isinstance(one, Output):
            self._put(one)

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
