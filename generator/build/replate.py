"""Replating: as newspapers do when news comes after a paper is out, a few pages are made anew.

Where nothing but stories was edited since the paper was published, and where the whole paper
cannot feel it, only those stories are read and linked, and only the pages that may show them
are planned. All else is told from the morgue. Where anything speaks against that the answer is
None, and the paper is made as a whole; so a doubt costs time and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.build import originals
from generator.build.inspection import Inspection, Proof, faces_of, given_of, planner_of
from generator.build.intake import Intake, lexicons, save_sources
from generator.build.memory import Entry, Memory
from generator.build.morgue import Again, Clippings, Morgue, entries_of, kept, ours, standing
from generator.build.reading import entered, take, texts
from generator.build.tools import Tools
from generator.build.typecase import typecase
from generator.build.unchanged import Seen, is_story
from generator.edges.engine import Shared
from generator.model.index import Index, Row, coming
from generator.model.problem import failed
from generator.model.record import record
from generator.model.report import Order
from generator.model.site import Site, Slip
from generator.model.source import Source
from generator.model.story import Story
from generator.stages.digest import digest
from generator.stages.ledger import rows_of
from generator.stages.link import Given, dead_related
from generator.stages.link.again import Relinked, register_of, relink, row
from generator.stages.link.slips import newest_first, slips_of
from generator.stages.link.taxonomy import Register
from generator.stages.parse import Where, context, where
from generator.stages.plan.affected import Edit, TooFar
from generator.stages.plan.planner import Planner
from generator.stages.plan.shelves import Held
from generator.stages.reach import Reach, confined
from generator.stages.related import Relations, features_of, related_by

MOST = 50  # files: with more, the whole paper is made as soon


def replate(order: Order, memory: Memory, tools: Tools, seen: Seen) -> Inspection | None:
    """Inspect what an edit can have changed; None where the paper has to be made as a whole."""
    morgue = ours(memory) or kept(order, tools.cache)
    if morgue is None or order.drafts or order.keep_going or order.clean or seen.wrong:
        return None
    if (morgue.base, morgue.files) != (seen.base, seen.files) or order.now < morgue.index.since:
        return None
    tools.timer.stage("read")
    try:
        return _Replating(order, memory, tools, seen, morgue).inspection()
    except TooFar:
        return None


@record
class Shelved:
    """What stands where in a paper. index: of that paper, once it is out; held: by its lists."""

    index: Index | None
    slips: tuple[Slip, ...]
    places: Mapping[tuple[str, str], str]
    relations: Relations
    held: Held = field(default_factory=dict)


@dataclass(slots=True)
class _Replating:
    """One replating; every method raises TooFar where it cannot go on."""

    order: Order
    memory: Memory
    tools: Tools
    seen: Seen
    morgue: Morgue
    _register: Register | None = None

    @property
    def _index(self) -> Index:
        return self.morgue.index

    @property
    def _come(self) -> list[tuple[float, str]]:
        """The moments that have come since the paper was made."""
        now = self.order.now.timestamp()
        return [one for one in self._index.coming if one[0] <= now]

    def inspection(self) -> Inspection:
        """Read and link the edited stories, and plan the pages that may show them."""
        tools, config = self.tools, self._index.whole.config
        taken = self._intake()
        given = given_of(self.order, taken, config)
        changed, gone = self._changes(taken)
        old, new = self._read(changed, gone)
        taken.articles = tuple(one.article for one in new.values() if one.article)
        tools.timer.stage("link")
        edited = self._edited({*changed, *gone}, given)
        files = {path: self._files(path, changed) for path in edited}
        before = self._linked(files, old, replace(given, now=self._index.since))
        left = {path: tuple(one for one in some if one not in gone) for path, some in files.items()}
        after = self._linked(left, old | new, given)
        rows = {path: _row(path, left[path], after, given) for path in edited}
        faced = confined(Reach(self._index, before, after, rows, self.seen.existing))
        tools.timer.stage("plan")
        every = self._index.rows | rows
        planner, relations = self._planner(taken, rows, after, given)
        was = {path: self._index.rows.get(path) for path in edited}
        edit = Edit(planner, relations, was, rows, faced, every, bool(self._come))
        dead = dead_related(after.stories.values(), planner.site.stories)
        read = (one for entry in new.values() for one in entry.problems)
        again = Again(self.morgue, rows, new, frozenset(gone), (*after.problems, *dead, *read))
        ledger = rows_of(after.stories.values(), after.places)
        case = typecase(taken, config, tools)()
        formes = edit.formes()
        proof = Proof(None, case, planner, formes, {}, ledger, again)
        return Inspection(taken, (*standing(again, formes), *again.told), proof, planner.site)

    def _planner(
        self, taken: Intake, rows: dict[str, Row], after: Relinked, given: Given
    ) -> tuple[Planner, Relations]:
        """Give what plans the paper after the edit."""
        case = typecase(taken, given.config, self.tools)()
        faces, _ = faces_of(given.config, case, self.tools.cache)
        shelved = self._shelved(rows, given)
        site = replace(self._site(shelved, rows, after, given), faces=faces)
        planner = planner_of(case, taken, site, shelved.held)
        taken.memory.shelved = replace(shelved, held=planner.shelves.held)
        return planner, shelved.relations

    def _intake(self) -> Intake:
        """Take in what the whole paper has in common."""
        sources = dict(self.seen.sources)
        if not self.tools.resident:
            save_sources(self.tools.cache, self.seen.known, sources)
        taken = Intake(replace(self.memory, sources=sources), self._index.whole.config)
        taken.theme = self.seen.theme
        if not taken.memory.pictures:
            originals.remember(taken.memory, self.tools.cache)
        lexicons(taken)
        return taken

    def _changes(self, taken: Intake) -> tuple[dict[str, Source], set[str]]:
        """Give the content files that are others than when the paper was published."""
        known, sources = self.morgue.digests, taken.memory.sources
        new = (path for path in sources.keys() - known.keys() if is_story(path))
        old = (path for path in known if path in sources and sources[path].digest != known[path])
        changed = {path: sources[path] for path in sorted((*new, *old))}
        gone = known.keys() - sources.keys()
        if len(changed) + len(gone) > MOST:
            raise TooFar
        return changed, gone

    def _read(
        self, changed: Mapping[str, Source], gone: set[str]
    ) -> tuple[dict[str, Entry], dict[str, Entry]]:
        """Give the entries of files as they were, and as they are; their bodies go to the memo."""
        cache = self.tools.cache
        old = entries_of({*changed, *gone}, self.memory, cache)
        shared = context(self._index.whole.config)
        batch = (Shared(digest(shared), shared), tuple(changed.values()))
        results = take(batch, texts(batch)) if changed else ()
        made = zip(changed, results, strict=True)
        new = {path: entered(one, old.get(path)) for path, one in made}
        if any(failed(one.problems) or one.article is None for one in new.values()):
            raise TooFar
        cache.remember(one.body for one in results if one.body is not None)
        return old, new

    def _edited(self, files: set[str], given: Given) -> list[str]:
        """Name the stories of changed files, and of a moment that came; who picks them, too."""
        codes = tuple(one.code for one in given.config.languages)
        found = [where(path, codes) for path in files]
        edited = {one.story for one in found if isinstance(one, Where)}
        edited.update(path for _, path in self._come)
        picking = ((path, one.picks) for path, one in self._index.rows.items() if one.picks)
        edited.update([path for path, picks in picking if edited.intersection(picks)])
        if len(edited) > MOST:
            raise TooFar
        return sorted(edited)

    def _files(self, story: str, changed: Mapping[str, Source]) -> tuple[str, ...]:
        """Give the files of a story, as they were and as they are."""
        codes = tuple(one.code for one in self._index.whole.config.languages)
        old = self._index.rows.get(story)
        new = (path for path in changed if _told(path, codes) == story)
        return tuple(dict.fromkeys((*(old.files if old else ()), *sorted(new))))

    def _linked(
        self, files: Mapping[str, tuple[str, ...]], known: Mapping[str, Entry], given: Given
    ) -> Relinked:
        """Link stories from some entries; those of other files are as they were."""
        wanted = [path for some in files.values() for path in some]
        entries = entries_of(
            (path for path in wanted if path not in known), self.memory, self.tools.cache
        )
        entries |= {path: known[path] for path in wanted if path in known}
        if any(path not in entries for path in wanted if path in self.morgue.digests):
            raise TooFar  # the cache has lost some
        articles = (one.article for one in entries.values() if one.article)
        return relink(articles, given, self._named(given))

    def _shelved(self, edited: dict[str, Row], given: Given) -> Shelved:
        """Give what stands where in the paper: as it was, where no story has changed its place."""
        known, old = self.memory.shelved, self._index.rows
        if isinstance(known, Shelved) and known.index is self._index:
            nothing = Row((), 0.0, (), (), (), (), (), (), plain=True)
            if all(one[2:6] == old.get(path, nothing)[2:6] for path, one in edited.items()):
                return known
        every = old | edited
        rows = {path: one for path, one in every.items() if one.slips}
        settings = given.config.settings
        picked = {
            path: tuple(each for each in one.picks if each in rows and each != path)
            for path, one in rows.items()
            if one.picks
        }
        shared = (
            (min(each.at for each in one.slips), path, one.features) for path, one in rows.items()
        )
        return Shelved(
            None,
            tuple(sorted((each for one in rows.values() for each in one.slips), key=newest_first)),
            {(path, lang): place for path, one in every.items() for lang, place in one.places},
            related_by(shared, picked, settings.related_count, settings.related_window_days),
        )

    def _site(self, shelved: Shelved, rows: dict[str, Row], after: Relinked, given: Given) -> Site:
        """Give the site of this moment; its stories are fetched when a page shows them."""
        whole, now = self._index.whole, self.order.now
        left = (at for at, path in self._index.coming if path not in rows)
        moments = (*left, *(at for at, _ in coming(rows.items(), now)))
        due = min((at for at in moments if at > now.timestamp()), default=None)
        every = self._index.rows | rows
        return Site(
            config=given.config,
            now=now,
            stories=Clippings(every, dict(after.stories), lambda path: self._fetch(path, given)),
            undated=whole.undated,
            categories={one.id: one for one in given.config.categories},
            tags=whole.names.tags,
            authors=whole.names.authors,
            series=whole.names.series,
            slips=shelved.slips,
            places=shelved.places,
            pictures=given.pictures,
            related=shelved.relations,
            next_due=None if due is None else datetime.fromtimestamp(due, given.zone),
            moved=whole.moved,
            playing=whole.playing,
            recordings=given.recordings,
        )

    def _named(self, given: Given) -> Register:
        """Give what things are called; making it takes longer than linking a story."""
        if self._register is None:
            self._register = register_of(given, self._index.whole.names)
        return self._register

    def _fetch(self, path: str, given: Given) -> Story:
        """Link one story that stands as it was."""
        files = self._index.rows[path].files
        made = self._linked({path: files}, {}, given)
        return made.stories[path]


def _told(path: str, codes: tuple[str, ...]) -> str:
    """Give the story that a content file tells, "" where it tells none."""
    found = where(path, codes)
    return found.story if isinstance(found, Where) else ""


def _row(path: str, files: tuple[str, ...], made: Relinked, given: Given) -> Row:
    story = made.stories.get(path)
    again = row(files, made.filed.get(path, []), story, made.places, given)
    if story is None:
        return again
    return again._replace(slips=slips_of([story], given.zone), features=features_of(story))
