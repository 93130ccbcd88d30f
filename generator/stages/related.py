"""Related stories: hand-picked ones first, then those before that share the most.

It looks back in time only, within a window, so that an old page never changes because a
new story came. How much a shared thing says is judged by how often it was used before.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from heapq import nlargest
from math import log2

from generator.language.clusters import words
from generator.language.romanise import romanise
from generator.model.story import Story

# What it weighs that two stories share a series, a tag, a word of a headline, a category.
SERIES, TAG, WORD, CATEGORY = 8.0, 4.0, 2.0, 1.0
CANDIDATES = 200  # the newest stories looked at for each shared thing
SHORTEST = 4  # letters of a romanised headline word that says anything
MINIMUM = 0.5  # a story that shares less is not related


def related(
    stories: Iterable[Story], picked: Mapping[str, tuple[str, ...]], count: int, window_days: int
) -> dict[str, tuple[str, ...]]:
    """Give for each story the paths of related ones, best first: at most 2 × count.

    stories: published ones; picked: story → hand-picked story paths that exist.
    Twice the count leaves enough to choose from for readers of each language.
    """
    ordered = sorted((_date(one), one.path, one) for one in stories)
    shelves: dict[tuple[float, str], deque[int]] = defaultdict(lambda: deque(maxlen=CANDIDATES))
    window = timedelta(days=window_days)
    dates = [date for date, _, _ in ordered]
    result: dict[str, tuple[str, ...]] = {}
    for position, (date, path, story) in enumerate(ordered):
        features = _features(story)
        first = bisect_left(dates, date - window)
        chosen = list(picked.get(path, ()))
        wanted = 2 * count
        best = (ordered[at][1] for at in _best(features, shelves, first, wanted + len(chosen)))
        result[path] = tuple(dict.fromkeys((*chosen, *best)))[: max(wanted, len(chosen))]
        for feature in features:
            shelves[feature].append(position)
    return result


def _date(story: Story) -> datetime:
    return min(one.date for one in story.articles if one.date is not None)


def _features(story: Story) -> tuple[tuple[float, str], ...]:
    """List what a story can share: (weight, name), names alike in every script."""
    found: dict[tuple[float, str], None] = {}
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


def _best(
    features: tuple[tuple[float, str], ...],
    shelves: Mapping[tuple[float, str], deque[int]],
    first: int,
    count: int,
) -> list[int]:
    """Give the best stories on the shelves of some features, from number `first` on.

    The newer wins a tie.
    """
    scores: dict[int, float] = {}
    for feature in features:
        shelf = shelves.get(feature)
        if not shelf:
            continue
        worth = feature[0] / log2(2 + len(shelf))
        for seen in shelf:
            scores[seen] = scores.get(seen, 0.0) + worth
    fit = [(score, seen) for seen, score in scores.items() if score >= MINIMUM and seen >= first]
    return [seen for _, seen in nlargest(count, fit)]
