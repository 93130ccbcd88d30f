"""The first half of the hallway: files are walked, read, measured and parsed.

What did not change since the last build is taken from memory by the value of its bytes and
of everything else that parsing depends on.
"""

import pickle
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build import originals
from generator.build.memory import Entry, Memory
from generator.build.reading import (
    FILE_LIMIT,
    MEGABYTE,
    Taken,
    entered,
    key_of,
    memo,
    parse_batch,
    stamp_of,
    take,
    text_of,
    texts,
)
from generator.build.tools import Tools
from generator.build.unchanged import Seen, is_story
from generator.edges.cache import Cache
from generator.edges.disk import Undecodable, read_bytes, read_site, read_text, walk
from generator.edges.engine import Engine, Shared, batches
from generator.edges.images import writes_avif
from generator.edges.package import theme_folder
from generator.model.config import SiteConfig
from generator.model.problem import Problem, failed, problem
from generator.model.report import Order
from generator.model.source import Source
from generator.model.story import Article
from generator.stages.configure import configure
from generator.stages.digest import digest
from generator.stages.ejected import LIST, ORIGINALS, read_ejected, stale
from generator.stages.lexicon import read_lexicons
from generator.stages.parse import Context, context

AVIF = "avif"


@dataclass(slots=True)
class Intake:
    """What was read: the configuration, all articles, the theme's files, and what is wrong."""

    memory: Memory
    config: SiteConfig | None = None
    articles: tuple[Article, ...] = ()
    lexicon: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: frozenset[str] = frozenset()
    theme: Path | None = None  # folder of the theme

    def read(self, folder: str) -> tuple[dict[str, bytes], list[Problem]]:
        """Read all files of a folder of the site, as path → bytes."""
        found, wrong = {}, []
        for path, source in self.memory.sources.items():
            if path.startswith(folder):
                try:
                    found[path] = read_bytes(source)
                except Undecodable as error:
                    wrong.append(problem((path, 0, 0), error.code))
        return found, wrong


def remembered(cache: Cache) -> Memory:
    """Load what the cache remembers; nothing where it cannot be believed."""
    memory = Memory(sources=cache.sources())
    for path, row in cache.entries().items():
        memory.entries[path] = pickle.loads(row)  # noqa: S301 - our own file, sealed by the cache
    originals.remember(memory, cache)
    return memory


def take_in(order: Order, memory: Memory, tools: Tools, seen: Seen | None = None) -> Intake:
    """Read site.yaml and find all files. seen: what was found already, where that is known."""
    taken = Intake(replace(memory, sources={}))
    _configure(order, taken)
    theme = order.theme if taken.config is None else _theme(order, taken.config)
    if theme is None and taken.config is not None:
        taken.problems.append(
            problem(taken.config.place("theme"), "unknown-theme", name=taken.config.theme)
        )
    taken.theme = theme or order.theme
    if seen is not None and seen.theme == taken.theme:
        taken.memory.sources, wrong = dict(seen.sources), seen.wrong
    else:
        sources, wrong = walk(order.site, taken.theme, memory.sources)
        taken.memory.sources = {one.path: one for one in sources}
    taken.problems.extend(wrong)
    _ejected(order, taken)
    save_sources(tools.cache, memory.sources, taken.memory.sources)
    return taken


def parse_in(order: Order, taken: Intake, config: SiteConfig, tools: Tools) -> None:
    """Read and parse what was found."""
    lexicons(taken)
    _measure(taken, config, tools)
    tools.timer.stage("parse")
    _parse(taken, tools.cache, tools.engine, context(config))
    _good(order, taken)


def _configure(order: Order, taken: Intake) -> None:
    """Read site.yaml; the command line may name another base URL."""
    try:
        text = read_site(order.site)
    except OSError:
        taken.problems.append(problem(("site.yaml", 0, 0), "missing-site"))
        return
    except Undecodable as error:
        taken.problems.append(problem(("site.yaml", error.line, error.column), error.code))
        return
    config, problems = configure(text)
    taken.problems.extend(problems)
    if config is not None and order.base_url:
        config = replace(config, base_url=order.base_url.rstrip("/") + "/")
    taken.config = config and _writable(config)


def _writable(config: SiteConfig) -> SiteConfig:
    """Leave out the formats of pictures that cannot be written on this machine."""
    images = config.settings.images
    if writes_avif() or AVIF not in images.formats:
        return config
    formats = tuple(one for one in images.formats if one != AVIF)
    settings = replace(config.settings, images=replace(images, formats=formats))
    return replace(config, settings=settings)


def _theme(order: Order, config: SiteConfig) -> Path | None:
    return theme_folder(config.theme, order.site, order.theme)


def _ejected(order: Order, taken: Intake) -> None:
    """Warn of templates whose originals have changed since they were copied from the theme."""
    sources = taken.memory.sources
    listed = sources.get(LIST)
    text = _text(taken, listed) if listed else None
    if text is None or taken.theme is None or taken.theme.resolve() == _own(order).resolve():
        return
    own = {path for path, one in sources.items() if Path(one.file).is_relative_to(_own(order))}
    digests = {
        path: one.digest.hex() for path, one in sources.items() if path.startswith(ORIGINALS)
    }
    taken.problems.extend(stale(read_ejected(text), own, digests))


def _own(order: Order) -> Path:
    return order.site / "templates"


def save_sources(cache: Cache, old: Mapping[str, Source], new: Mapping[str, Source]) -> None:
    """Record what the walk has found, where it is not what was found before."""
    if old != new:
        cache.save_sources(new.values())


def lexicons(taken: Intake) -> None:
    """Read the newsroom's own spellings."""
    texts = {}
    for path, source in taken.memory.sources.items():
        if path.startswith("lexicon/"):
            text = _text(taken, source)
            if text is not None:
                texts[path] = text
    taken.lexicon, problems = read_lexicons(texts)
    taken.problems.extend(problems)


def _text(taken: Intake, source: Source) -> str | None:
    """Read a text; None, and a problem, where it is none."""
    text = text_of(source)
    if isinstance(text, str):
        return text
    taken.problems.append(text)
    return None


def _measure(taken: Intake, config: SiteConfig, tools: Tools) -> None:
    """Look at the pictures and recordings that are new, and remember what was seen."""
    memory, settings, cache = taken.memory, config.settings, tools.cache
    limit = settings.limits_image_mb * MEGABYTE
    seen = originals.pictures(memory.sources, memory.pictures, limit, tools.engine)
    if seen != memory.pictures:
        cache.store(originals.SEEN, pickle.dumps(seen))
    memory.pictures = seen
    limit = settings.limits_recording_mb * MEGABYTE
    heard = originals.recordings(memory.sources, memory.recordings, limit)
    if heard != memory.recordings:
        cache.store(originals.HEARD, pickle.dumps(heard))
    memory.recordings = heard


def _parse(taken: Intake, cache: Cache, engine: Engine, shared: Context) -> None:
    """Parse the content files that changed; remember the others."""
    stamp = stamp_of(shared)
    known = taken.memory.entries
    entries: dict[str, Entry] = {}
    waiting: list[Source] = []
    for path, source in taken.memory.sources.items():
        if not is_story(path):
            continue
        old = known.get(path)
        if old is not None and old.key == key_of(stamp, source):
            entries[path] = old
        else:
            waiting.append(source)
    rows: list[tuple[str, bytes]] = []
    for source, made in zip(waiting, _taken(waiting, cache, engine, shared), strict=True):
        entry = entries[source.path] = entered(made, known.get(source.path))
        same = entry.article is not None or entry.good is None
        rows.append((source.path, made.entry if same else pickle.dumps(entry)))
    gone = known.keys() - entries.keys()
    if waiting or gone:
        cache.save_entries(rows, gone)
        kept = (one for each in entries.values() for one in (each.article, each.good) if one)
        cache.forget_except(one.body.digest for one in kept)
    taken.memory.entries = entries


def _taken(waiting: list[Source], cache: Cache, engine: Engine, shared: Context) -> Iterator[Taken]:
    """Read and parse some files on the engine; their bodies go to the memo, not into memory."""
    stamp = Shared(digest(shared), shared)
    work = [(stamp, batch) for batch in batches(waiting, engine.workers)]
    for results in engine.map(take, work, texts):
        cache.remember(one.body for one in results if one.body is not None)
        yield from results


def _good(order: Order, taken: Intake) -> None:
    """Choose the articles: with --keep-going, the last good version of a broken one."""
    articles = []
    broken = []
    for path, entry in taken.memory.entries.items():
        taken.problems.extend(entry.problems)
        if failed(entry.problems):
            broken.append(path)
        chosen = entry.article
        if chosen is None and order.keep_going and failed(entry.problems):
            chosen = entry.good
        if chosen is not None:
            articles.append(chosen)
    taken.articles = tuple(articles)
    taken.broken = frozenset(broken)


def bodies(digests: AbstractSet[bytes], taken: Intake, cache: Cache) -> dict[bytes, str]:
    """Give the HTML of bodies, as digest → HTML; what the memo has lost is parsed again."""
    held = {key: value.decode() for key, value in cache.recall(digests).items()}
    lost = digests - held.keys()
    if lost and taken.config is not None:
        paths = {one.body.digest: one.path for one in taken.articles if one.body.digest in lost}
        sources = (taken.memory.sources[path] for path in paths.values())
        some = tuple((source.path, read_text(source, FILE_LIMIT)) for source in sources)
        results = [one for one, _ in parse_batch((context(taken.config), some)) if one]
        cache.remember(map(memo, results))
        held.update((one.article.body.digest, one.html) for one in results)
    return held
