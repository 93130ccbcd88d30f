"""Related stories: hand-picked ones first, then those before that share the most.

It looks back in time only, within a window, so that an old page never changes because a
new story came. How much a shared thing says is judged by how often it was used before.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import log2

from generator.language.clusters import words
from generator.language.romanise import romanise
from generator.model.story import Story

# What it weighs that two stories share a series, a tag, a word of a headline, a category.
SERIES, TAG, WORD, CATEGORY = 8.0, 4.0, 2.0, 1.0
CANDIDATES = 200  # the newest stories looked at for each shared thing
SHORTEST = 4  # letters of a romanised headline word that says anything
MINIMUM = 0.5  # a story that shares less is not related
ENOUGH = MINIMUM - 1e-9  # the same, of sums that were rounded on the way
Feature = tuple[float, str]  # what it weighs, and its name, alike in every script


@dataclass(frozen=True, slots=True)
class Relations:
    """What stories share, from which the related ones of each are found when it is asked for.

    paths, moments, features: of all stories, the oldest first; positions: path → number in
    these; shelves: feature → numbers of the stories that have it; picked: story → hand-picked
    story paths; most: how many are given, beside those that are picked; window: seconds.
    """

    paths: tuple[str, ...]
    moments: tuple[float, ...]
    features: tuple[tuple[Feature, ...], ...]
    positions: Mapping[str, int]
    shelves: Mapping[Feature, list[int]]
    picked: Mapping[str, tuple[str, ...]]
    most: int
    window: float
    _last: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, path: str) -> tuple[str, ...]:
        """Give the paths of stories related to one, best first.

        The articles of a story ask one after the other: the last answer is kept.
        """
        if path not in self._last:
            self._last.clear()
            self._last[path] = self._of(path)
        return self._last[path]

    def _of(self, path: str) -> tuple[str, ...]:
        position = self.positions[path]
        chosen = self.picked.get(path, ())
        first = bisect_left(self.moments, self.moments[position] - self.window)
        best = self._best(position, first, self.most + len(chosen))
        found = dict.fromkeys((*chosen, *(self.paths[at] for at in best)))
        return tuple(found)[: max(self.most, len(chosen))]

    def _best(self, position: int, first: int, count: int) -> list[int]:
        """Give the best stories before a position, from number `first` on; the newer wins a tie."""
        rows = []
        for feature in self.features[position]:
            shelf = self.shelves[feature]
            end = bisect_left(shelf, position)
            begin = max(0, end - CANDIDATES)
            if end > begin:
                rows.append((feature[0] / log2(2 + end - begin), shelf[begin:end]))
        rows.sort(reverse=True)  # what weighs most first
        left = sum(worth for worth, _ in rows)
        scores: dict[int, float] = defaultdict(float)
        for worth, shelf in rows:
            # Once too little is left, no story that is not there yet can become related.
            for seen in shelf if left > ENOUGH else scores.keys() & shelf:
                scores[seen] += worth
            left -= worth
        fit = [
            (score, seen) for seen, score in scores.items() if score >= MINIMUM and seen >= first
        ]
        fit.sort(reverse=True)
        return [seen for _, seen in fit[:count]]


def relations(
    stories: Iterable[Story], picked: Mapping[str, tuple[str, ...]], count: int, window_days: int
) -> Relations:
    """Find out what published stories share.

    picked: story → hand-picked story paths that exist. Twice `count` are given, which leaves
    enough to choose from for readers of each language.
    """
    shared = ((_moment(one), one.path, features_of(one)) for one in stories)
    return related_by(shared, picked, count, window_days)


def related_by(
    shared: Iterable[tuple[float, str, tuple[Feature, ...]]],
    picked: Mapping[str, tuple[str, ...]],
    count: int,
    window_days: int,
) -> Relations:
    """Do what `relations` does. shared: of each story its moment, path and features."""
    ordered = sorted(shared)
    shelves: dict[Feature, list[int]] = {}
    for position, (_, _, some) in enumerate(ordered):
        for feature in some:
            shelf = shelves.get(feature)
            if shelf is None:
                shelf = shelves[feature] = []
            shelf.append(position)
    return Relations(
        paths=tuple(path for _, path, _ in ordered),
        moments=tuple(moment for moment, _, _ in ordered),
        features=tuple(some for _, _, some in ordered),
        positions={path: position for position, (_, path, _) in enumerate(ordered)},
        shelves=shelves,
        picked={path: some for path, some in picked.items() if some},
        most=2 * count,
        window=timedelta(days=window_days).total_seconds(),
    )


def _moment(story: Story) -> float:
    return min(one.date.timestamp() for one in story.articles if one.date is not None)


def features_of(story: Story) -> tuple[Feature, ...]:
    """List what a story can share."""
    found: dict[Feature, None] = {}
    for one in story.articles:
        if one.series:
            found[SERIES, one.series] = None
        for tag in one.tags or ():
            found[TAG, tag] = None
        found[CATEGORY, one.category] = None
        for word in words(romanise(one.title).lower()):
            if len(word) >= SHORTEST:
                found[WORD, word] = None
    return tuple(found)
