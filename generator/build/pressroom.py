"""The second half of the hallway: what is out of date is rendered, then all of it published."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from posixpath import basename

from generator import __version__
from generator.build.darkroom import Darkroom
from generator.build.easel import Easel
from generator.build.intake import Intake, bodies
from generator.build.timer import Timer
from generator.build.typecase import Typecase
from generator.build.unchanged import strike
from generator.edges.cache import Cache
from generator.edges.disk import Publication, open_publication, survey
from generator.edges.engine import Engine, Shared, batches
from generator.edges.images import encoders
from generator.edges.prints import Prints
from generator.model.bodies import bodies_of
from generator.model.page import ASSETS, Copy, Output, Page, Plan, reaching
from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem
from generator.model.report import Order
from generator.model.theme import Job, Theme
from generator.stages.address import MEDIA, Addresses
from generator.stages.digest import digest
from generator.stages.keys import Keys, holds, reason
from generator.stages.render import render

INDEX = "index.html"
LASTING = ("assets/", MEDIA)  # names that hold a digest of what they name
PRINTS = "pictures"  # folder of the cache
Batch = tuple[Shared[Theme], tuple[Job, ...]]


@dataclass(slots=True)
class Work:
    """What has to be done to turn output/ into the plan."""

    stale: list[Page]
    copies: list[Copy]
    assets: list[Output]
    renditions: list[Rendition]
    posters: list[Poster]
    removals: list[str]
    keys: dict[str, bytes]
    reasons: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]
    existing: frozenset[str]
    kept: int
    published: bool = False

    @property
    def rendered(self) -> int:
        """How many pages are rendered."""
        return _pages(self.stale)

    @property
    def size(self) -> int:
        """How many files change."""
        files = len(self.copies) + len(self.assets) + len(self.renditions) + len(self.posters)
        return len(self.stale) + files + len(self.removals)


@dataclass(slots=True)
class Pressroom:
    """Renders and publishes for one build."""

    order: Order
    cache: Cache
    engine: Engine
    timer: Timer
    taken: Intake

    def prepare(self, planned: Plan, case: Typecase) -> Work:
        """Find what is out of date: by value, or because its file is gone."""
        existing = survey(self.order.output)
        name = str(self.order.output)
        manifest = {} if self.order.clean else self.cache.manifest(name)
        made = Keys(__version__, dict(case.closures), dict(case.words))
        new = {page.path: made.key(page) for page in planned.pages}
        files = _file_keys(planned)

        def old(path: str) -> bool:
            key = new.get(path)
            known = manifest.get(path)
            same = holds(known, key) if key else known == files[path]
            return not same or path not in existing

        stale = [page for page in planned.pages if old(page.path)]
        whole = {page.path: made.whole(page, new[page.path]) for page in stale}
        copies = [one for one in planned.copies if old(one.path)]
        removals = sorted(existing - new.keys() - files.keys())
        reasons = tuple(
            (path, reason(page, manifest.get(path), whole[path], gone=path not in existing))
            for path, page in ((page.path, page) for page in stale)
        )
        return Work(
            stale=stale,
            copies=copies,
            assets=[one for one in planned.assets if old(one.path)],
            renditions=[one for one in planned.renditions if old(one.path)],
            posters=[one for one in planned.posters if old(one.path)],
            removals=removals,
            keys=whole | files,
            reasons=reasons,
            changed=self._urls([*whole, *(one.path for one in copies), *removals]),
            existing=existing,
            kept=_pages(planned.pages) - _pages(stale),
        )

    def _urls(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Give the URLs whose bytes are others now: what a cache in front of the host must drop.

        Pictures and assets are none of them: their names are new when their bytes are.
        """
        config = self.taken.config
        addresses = Addresses(config.base_url if config else "")
        return tuple(
            sorted(
                addresses.href(path.removesuffix(INDEX))
                for path in paths
                if not path.startswith(LASTING)
            )
        )

    def publish(self, work: Work, theme: Theme) -> tuple[Problem, ...]:
        """Render and publish; where a template fails nothing is published."""
        name = str(self.order.output)
        if work.size == 0 and self.order.output.is_dir():
            work.published = True
            return ()
        publication = open_publication(self.order.output, self.order.cache, work.size)
        with publication:
            faults = self._render(work, theme, publication)
            faults = faults or self._develop(work, publication)
            if faults:
                publication.abort()
                return faults
            self.timer.stage("publish")
            for asset in work.assets:
                publication.put(asset)
            for copy in work.copies:
                publication.copy(copy.path, self.taken.memory.sources[copy.source].file, ASSETS)
            for path in work.removals:
                publication.remove(path)
            touched = [*self._touched(work)]
            strike(self.order, self.cache)
            self.cache.distrust(name, [*touched, *work.removals])
            publication.commit()
        self.cache.trust(name, ((path, work.keys[path]) for path in touched), work.removals)
        work.published = True
        return ()

    def _touched(self, work: Work) -> Iterable[str]:
        for group in (work.stale, work.copies, work.assets, work.renditions, work.posters):
            for one in group:
                yield one.path

    def _render(self, work: Work, theme: Theme, publication: Publication) -> tuple[Problem, ...]:
        """Render what is stale, batch by batch, as the publication takes it."""
        faults: list[Problem] = []
        done = 0
        shared = Shared(theme.digest, theme)
        queue = [(shared, some) for some in batches(_jobs(work), self.engine.workers)]
        for results in self.engine.map(_render_batch, queue, self._bodies):
            for one in results:
                if isinstance(one, Problem):
                    faults.append(one)
                elif not faults:
                    publication.put(one)
            done += len(results)
            self.timer.tell("render", done, len(work.stale))
        return tuple(dict.fromkeys(faults))

    def _develop(self, work: Work, publication: Publication) -> tuple[Problem, ...]:
        """Develop the pictures and draw the share cards that are not published yet."""
        whole = len(work.renditions) + len(work.posters)
        if not whole:
            return ()
        self.timer.stage("pictures")
        prints = Prints(self.order.cache / PRINTS)
        tools = (prints, self.engine, self.taken.memory.sources)
        made = chain(Darkroom(*tools).develop(work.renditions), Easel(*tools).draw(work.posters))
        faults = []
        for done, one in enumerate(made, 1):
            if isinstance(one, Problem):
                faults.append(one)
                continue
            picture, data = one
            publication.put(Output(picture.path, data, ASSETS))
            self.timer.tell("pictures", done, whole)
        prints.prune({basename(path) for path in work.keys if path.startswith(MEDIA)})
        return tuple(dict.fromkeys(faults))

    def _bodies(self, batch: Batch) -> tuple[tuple[str, ...], ...]:
        """Fetch the HTML of the bodies that the pages of a batch show: never all at once."""
        shown = [bodies_of(job.view) for job in batch[1]]
        digests = {body.digest for some in shown for body in some}
        held = bodies(digests, self.taken, self.cache) if digests else {}
        return tuple(tuple(held[body.digest] for body in some) for some in shown)


def _jobs(work: Work) -> tuple[Job, ...]:
    """Make the jobs of what is stale."""
    return tuple(
        Job(page.path, page.template, page.lang, page.view, group=reaching(page, work.existing))
        for page in work.stale
    )


def _pages(some: Iterable[Page]) -> int:
    """Count what readers call pages: feeds and sitemaps are files."""
    return sum(_is_page(page.path) for page in some)


def _file_keys(planned: Plan) -> dict[str, bytes]:
    """Give the keys of all files that are no pages; of a picture, its path and who makes it."""
    keys = {one.path: digest(one.digest) for one in planned.copies}
    keys |= {one.path: digest(one.data) for one in planned.assets}
    made_by = encoders()
    drawn = [one.path for one in planned.renditions] + [one.path for one in planned.posters]
    return keys | {path: made_by + path.encode() for path in drawn}


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _render_batch(batch: Batch, html: tuple[tuple[str, ...], ...]) -> tuple[Output | Problem, ...]:
    """Render one batch, wherever the engine runs it. html: of the bodies of each of its jobs."""
    theme, jobs = batch
    filled = zip(jobs, html, strict=True)
    return render(theme.value, tuple(replace(job, bodies=some) for job, some in filled))
