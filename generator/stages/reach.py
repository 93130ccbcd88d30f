"""How far an edit reaches: whether any page can feel it that shows none of the edited stories."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from generator.model.index import Index, Row
from generator.model.problem import failed
from generator.model.record import record
from generator.model.site import Slip
from generator.model.story import Article, Body, Story
from generator.stages.link.again import Relinked
from generator.stages.plan.affected import TooFar

NOTHING = Body(b"")


@record
class Reach:
    """Some stories before and after an edit; existing: paths of output/ before it."""

    index: Index
    before: Relinked
    after: Relinked
    rows: Mapping[str, Row]
    existing: AbstractSet[str]


def confined(reach: Reach) -> frozenset[str]:
    """Name the stories of which more than their own text has changed.

    Raises TooFar where other pages can have changed than those which show an edited story.
    """
    known, after = reach.index.rows, reach.after
    if after.named or failed(after.problems):
        raise TooFar
    faced = frozenset(path for path in reach.rows if _is_faced(reach, path))
    if faced.intersection(reach.index.whole.names.namers.values()):
        raise TooFar
    for path, one in reach.rows.items():
        old = known.get(path)
        if not (one.plain and (old is None or old.plain)):
            raise TooFar
        if old is not None and not {*old.places}.issubset(one.places):
            raise TooFar  # an address is lost
        if not _shown(reach.before, path).issubset(_shown(after, path)):
            raise TooFar  # what was published for it may be needed no more
        for slip in one.slips if path in faced else ():
            _check_names(reach, one, slip)
    _check_places(reach)
    return faced


def _is_faced(reach: Reach, path: str) -> bool:
    old, new = reach.before.stories.get(path), reach.after.stories.get(path)
    was = reach.index.rows.get(path)
    slips = was.slips if was else ()
    return (old and _face(old)) != (new and _face(new)) or slips != reach.rows[path].slips


def _face(story: Story) -> tuple[Article, ...]:
    return tuple(replace(one, body=NOTHING, marks="") for one in story.articles)


def _shown(made: Relinked, path: str) -> set[object]:
    """Give the pictures that the articles of a story show, and the files that they may lead to."""
    story = made.stories.get(path)
    found: set[object] = set()
    for one in story.articles if story else ():
        if one.image.src:
            found.add((one.lang, one.image.src, one.image.focus))
        found.update((one.lang, row.target) for row in (*one.body.pictures, *one.body.links))
    return found


def _check_names(reach: Reach, one: Row, slip: Slip) -> None:
    """Raise TooFar where a story now comes before the one after which a thing is called."""
    whole = reach.index.whole
    used = [("tag", tag) for tag in slip.tags] + [("author", name) for name in slip.authors]
    for kind, name in (*used, ("series", slip.series)):
        for language in whole.config.languages:
            namer = whole.names.namers.get((kind, name, language.code))
            if namer is not None:
                first = reach.index.rows[namer].first
                if (first, namer) > (one.first, slip.story):
                    raise TooFar


def _check_places(reach: Reach) -> None:
    """Raise TooFar where a new page would stand in the way of something."""
    rows = reach.index.rows
    new = [
        place.casefold()
        for path, one in reach.rows.items()
        for lang, place in one.places
        if path not in rows or (lang, place) not in rows[path].places
    ]
    if not new:
        return
    taken = {path.casefold() for path in reach.existing}
    if len(new) > len(set(new)) or any(path.startswith(tuple(new)) for path in taken):
        raise TooFar
    for place in new:
        parts = place.rstrip("/").split("/")
        if any("/".join(parts[:end]) in taken for end in range(1, len(parts) + 1)):
            raise TooFar
