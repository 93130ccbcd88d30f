"""Related stories: hand-picked ones first, then those before that share the most.

It looks back in time only, within a window, so that an old page never changes because a
new story came. How much a shared thing says is judged by how often it was used before.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import timedelta
from functools import cache
from math import log2

from generator.language.clusters import words
from generator.language.romanise import romanise
from generator.model.record import record
from generator.model.story import Story

# What it weighs that two stories share a series, a tag, a word of a headline, a category.
SERIES, TAG, WORD, CATEGORY = 8.0, 4.0, 2.0, 1.0
CANDIDATES = 200  # the newest stories looked at for each shared thing
SHORTEST = 4  # letters of a romanised headline word that says anything
UNIT = 1 << 20  # sums of whole numbers do not depend on the order in which they are added
MINIMUM = UNIT // 2  # a story that shares less is not related
Feature = tuple[float, str]  # what it weighs, and its name, alike in every script


@record
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

    def shared(self, path: str) -> tuple[Feature, ...]:
        """Give what a story can share with others."""
        return self.features[self.positions[path]]

    def _of(self, path: str) -> tuple[str, ...]:
        position = self.positions[path]
        chosen = self.picked.get(path, ())
        first = bisect_left(self.moments, self.moments[position] - self.window)
        best = self._best(position, first, self.most + len(chosen))
        found = dict.fromkeys((*chosen, *(self.paths[at] for at in best)))
        return tuple(found)[: max(self.most, len(chosen))]

    def _best(self, position: int, first: int, count: int) -> list[int]:
        """Give the best stories before a position, from number `first` on; the newer wins a tie."""
        rows = self._before(position, first)
        # Before the two things that weigh most are outweighed, no answer can be sure.
        sure = sum(worth for worth, _ in rows[:2])
        left, least = sum(worth for worth, _ in rows), MINIMUM
        scores: dict[int, int] = {}
        known, waiting = scores.get, iter(rows)
        for worth, shelf in waiting:
            for seen in shelf:
                scores[seen] = known(seen, 0) + worth
            left -= worth
            if left < sure:
                least = max(least, _last_of_best(scores, count))
            if left < least:
                break
        # What is not there yet cannot become one of the best, nor can what has too little.
        scores = {seen: score for seen, score in scores.items() if score + left >= least}
        for worth, shelf in waiting:
            for seen in scores.keys() & shelf:
                scores[seen] += worth
        fit = sorted(((score, seen) for seen, score in scores.items() if score >= least))
        return [seen for _, seen in fit[: -count - 1 : -1]]

    def _before(self, position: int, first: int) -> list[tuple[int, list[int]]]:
        """Give each thing that a story has: its worth, and who had it before; heaviest first."""
        rows = []
        for feature in self.features[position]:
            shelf = self.shelves[feature]
            end = bisect_left(shelf, position)
            begin = max(0, end - CANDIDATES)
            if end > begin and shelf[end - 1] >= first:
                worth = _worths(feature[0])[end - begin]
                if shelf[begin] < first:
                    begin = bisect_left(shelf, first)
                rows.append((worth, shelf[begin:end]))
        rows.sort(reverse=True)
        return rows


@cache
def _worths(weight: float) -> tuple[int, ...]:
    """Give what a thing of some weight is worth, by how many had it: rare things say more."""
    return tuple(round(UNIT * weight / log2(2 + number)) for number in range(CANDIDATES + 1))


def _last_of_best(scores: Mapping[int, int], count: int) -> int:
    """Give the score that a story must reach now to be one of so many; 0 if there are fewer."""
    best = sorted(scores.values())[-count:]
    return best[0] if count and len(best) == count else 0


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
        for term in one.terms:
            found[WORD, term] = None
    return tuple(found)


def terms_of(title: str) -> tuple[str, ...]:
    """Give the words of a headline that stories in any script can share."""
    found = words(romanise(title).lower())
    return tuple(dict.fromkeys(word for word in found if len(word) >= SHORTEST))
