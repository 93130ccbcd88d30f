"""A made newsroom of any size: the same stories, whatever is to be measured on them.

Half of the articles are English, half Hindi; of the stories, 30 in 130 are told in both.
Every article has 350 to 600 words, a deck, three to five of 300 tags and one of twelve
categories; the stories are spread over as many days as make about forty a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from random import Random

from corpus import SEED, _Writer

CATEGORIES = tuple(f"desk-{number:02}" for number in range(1, 13))
TAGS = tuple(f"topic-{number:03}" for number in range(1, 301))
LANGUAGES = ("en", "hi")
PAIRS = 30 / 130
A_DAY = 40
ZONE = timezone(timedelta(hours=5, minutes=30))
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Told:
    """An article as all generators get it. story: "desk-01/story-000001"; body: Markdown."""

    story: str
    lang: str
    title: str
    deck: str
    date: datetime
    category: str
    tags: tuple[str, ...]
    body: str


def tell(articles: int) -> Iterator[Told]:
    """Make articles, oldest story first; the same for the same number of them."""
    chance = Random(f"{SEED} newsroom")  # noqa: S311 - nothing secret, only the same again
    writers = {lang: _Writer(lang) for lang in LANGUAGES}
    weights = [1 / rank for rank in range(1, len(TAGS) + 1)]
    stories = round(articles / (1 + PAIRS))
    made = 0
    for number in range(articles):
        if made >= articles:
            return
        both = chance.random() < PAIRS
        langs = LANGUAGES if both else (LANGUAGES[number % 2],)
        back = timedelta(days=(stories - number) / A_DAY, minutes=30)
        category = chance.choice(CATEGORIES)
        tags = tuple(dict.fromkeys(chance.choices(TAGS, weights, k=chance.randint(3, 5))))
        for lang in langs[: articles - made]:
            writer = writers[lang]
            yield Told(
                story=f"{category}/story-{number:06}",
                lang=lang,
                title=" ".join(writer.some(9)).capitalize() + f" {number}",
                deck=" ".join(writer.some(16)).capitalize() + ".",
                date=(NOW - back).replace(microsecond=0),
                category=category,
                tags=tags,
                body=writer.body(),
            )
            made += 1
