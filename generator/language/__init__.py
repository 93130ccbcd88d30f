"""The text core: everything that counts, cuts, compares, sorts or labels text.

Works on `str` alone and knows nothing of news; tables live as data files in `data/`. The
names exported here are the stable Python interface.
"""

from generator.language.clusters import truncate, word_count
from generator.language.legacy import from_legacy
from generator.language.normalise import normalise
from generator.language.romanise import romanise
from generator.language.scripts import mark_languages
from generator.language.slug import slug
from generator.language.sort import sort_key

__all__ = [
    "from_legacy",
    "mark_languages",
    "normalise",
    "romanise",
    "slug",
    "sort_key",
    "truncate",
    "word_count",
]
