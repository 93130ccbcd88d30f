"""Filing: what a build leaves in the morgue, once its paper is published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from generator.build.inspection import Inspection, Proof
from generator.build.morgue import Again, Morgue
from generator.build.unchanged import Seen, is_story
from generator.model.index import Index, Whole, coming
from generator.model.problem import Problem
from generator.model.report import Report
from generator.model.site import Slip
from generator.stages.link import Given
from generator.stages.link.again import names_of, row
from generator.stages.parse import Where, where

Told = dict[str, tuple[tuple[Problem, ...], tuple[Problem, ...]]]
Cards = Mapping[str, tuple[str, ...]]


def file_whole(
    inspection: Inspection, given: Given, work: tuple[Cards, Iterable[Problem]], report: Report
) -> Index:
    """Give the index of a paper that was made as a whole. work: share cards, problems of pages."""
    proof, taken = inspection.proof, inspection.taken
    if proof is None or proof.linked is None:
        raise ValueError
    linked, (cards, problems) = proof.linked, work
    told, rest = _told(inspection.problems, problems)
    site = linked.site
    undated = {one.path: one for one in site.undated}
    whole = Whole(
        given.config, names_of(linked.register), site.undated, site.moved, site.playing, rest
    )
    codes = tuple(one.code for one in given.config.languages)
    files: dict[str, list[str]] = defaultdict(list)
    for path in filter(is_story, taken.memory.sources):
        found = where(path, codes)
        if isinstance(found, Where):
            files[found.story].append(path)
    slips: dict[str, list[Slip]] = defaultdict(list)
    for slip in site.slips:
        slips[slip.story].append(slip)
    rows = {}
    for path, some in files.items():
        story = site.stories.get(path) or undated.get(path)
        made = row(some, linked.filed.get(path, []), story, site.places, given)
        if path in undated:
            made = made._replace(plain=False)
        elif story:
            made = made._replace(slips=tuple(slips[path]), features=site.related.shared(path))
        rows[path] = made._replace(posters=cards.get(path, ()))
    pages = report.rendered + report.kept
    return Index(whole, rows, told, given.now, pages, coming(rows.items(), given.now))


def file_again(
    again: Again, work: tuple[Cards, Iterable[Problem]], proof: Proof, now: datetime, pages: int
) -> Index:
    """Give the index of a paper of which some pages were made anew. pages: how many it has."""
    index, (cards, problems) = again.morgue.index, work
    told = dict(index.told)
    own, _ = _told(again.told, problems)
    files = {path for one in again.rows.values() for path in one.files}
    for path in again.gone:
        told.pop(path, None)
    planned = {forme.source for forme in proof.formes}
    for path in files | planned:
        kept = own.get(path, ((), ()))
        before = told.get(path, ((), ()))
        told[path] = (kept[0] if path in files else before[0], kept[1])
    rows = index.rows | {
        path: one._replace(posters=cards.get(path, ())) for path, one in again.rows.items()
    }
    said = {path: some for path, some in told.items() if some != ((), ())}
    left = tuple(
        one for one in index.coming if one[0] > now.timestamp() and one[1] not in again.rows
    )
    due = (*left, *coming(again.rows.items(), now))
    return Index(index.whole, rows, said, now, pages, due)


def filed(index: Index, seen: Seen, again: Again | None) -> Morgue:
    """Give a morgue as it is kept."""
    if again is None:
        digests = {one.path: one.digest for one in seen.sources.values() if is_story(one.path)}
    else:
        digests = again.morgue.digests | {path: seen.sources[path].digest for path in again.entries}
        for path in again.gone:
            digests.pop(path, None)
    return Morgue(index, seen.base, digests, seen.files)


def _told(own: Iterable[Problem], pages: Iterable[Problem]) -> tuple[Told, tuple[Problem, ...]]:
    """Part problems by content file, and by who found them; give the rest apart."""
    parted: dict[str, tuple[list[Problem], list[Problem]]] = defaultdict(lambda: ([], []))
    rest = []
    for number, some in enumerate((own, pages)):
        for one in dict.fromkeys(some):
            if is_story(one.path):
                parted[one.path][number].append(one)
            else:
                rest.append(one)
    return {path: (tuple(one), tuple(two)) for path, (one, two) in parted.items()}, tuple(rest)
