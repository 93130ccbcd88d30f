"""Published addresses that lead nowhere now: the ledger of yesterday against today's paper.

A row follows its article: through a new slug or category, because the story is the same;
into a new folder, because the text is. So a story that moved twice is told of both old
addresses, and one that was deleted is left in peace. No output depends on the ledger.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from generator.model.ledger import Row
from generator.model.page import Copy, Forme
from generator.model.problem import MOVED, WARNING, Problem, problem
from generator.model.site import Site
from generator.model.story import Article, Story
from generator.stages import address
from generator.stages.address import Addresses

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]+")  # an address that YAML needs no quotes for
Rows = Mapping[str, Row]


Key = tuple[str, str]  # story and language
Shown = dict[Key, tuple[Row, Article]]


def compare(
    rows: Rows, site: Site, formes: Iterable[Forme], statics: Iterable[Copy]
) -> tuple[dict[str, Row], tuple[Problem, ...]]:
    """Give the ledger as it is once a plan is published, and a warning for each lost address.

    formes, statics: of the plan; rows: place → row, as the last publication left them. An
    address that another page or a redirect answers is not lost; it is watched on, for whoever
    answers it now.
    """
    articles = _articles(site)
    made = {place: _row(place, one, rows.get(place)) for place, one in articles}
    absent = [row for place, row in rows.items() if place not in made]
    if not absent:
        return made, ()
    shown = {(one.story, one.lang): (made[place], one) for place, one in articles}
    answering = _answering(formes, statics)
    authors = {one.path: row for row, one in shown.values()}
    orphans = []
    for row in absent:
        source = answering.get(address.output(row.place))
        if source is None:
            orphans.append(row)
        heir = authors.get(source or "", row)
        made[row.place] = heir._replace(place=row.place)
    heirs = _heirs(orphans, rows, shown)
    lost: dict[Key, list[str]] = defaultdict(list)
    for place, heir in heirs.items():
        made[place] = heir._replace(place=place)
        lost[heir.story, heir.lang].append(place)
    addresses = Addresses(site.config.base_url)
    told = (_warnings(shown[key][1], sorted(places), addresses) for key, places in lost.items())
    return made, tuple(chain.from_iterable(told))


def rows_of(stories: Iterable[Story], places: Mapping[Key, str]) -> dict[str, Row]:
    """Give the rows of some stories that readers see, by place."""
    articles = (one for story in stories for one in story.articles)
    told = ((places[one.story, one.lang], one) for one in articles)
    return {place: _row(place, one, None) for place, one in told}


def _articles(site: Site) -> list[tuple[str, Article]]:
    """Give place and article of all that readers see: nothing scheduled, and no draft."""
    places = site.places
    return [
        (places[one.story, one.lang], one)
        for story in (*site.stories.values(), *site.undated)
        for one in story.articles
        if (one.story, one.lang) in places
    ]


def _row(place: str, one: Article, old: Row | None) -> Row:
    """Enter an article; the row stays as it is where nothing changed, as in most builds."""
    date = one.date.date().isoformat() if one.date else ""
    body = one.body.digest.hex() if one.body.words else ""
    fields = (place, one.story, one.lang, one.title, date, body)
    return old if old is not None and old == fields else Row(*fields)


def _answering(formes: Iterable[Forme], statics: Iterable[Copy]) -> dict[str, str]:
    """Give output path → content path of the page there; "" for what is no page."""
    answers = {path: one.source for one in formes for path, _ in one.pages}
    return answers | dict.fromkeys((one.path for one in statics), "")


def _heirs(orphans: list[Row], rows: Rows, shown: Shown) -> dict[str, Row]:
    """Find whose the addresses are that nothing answers, as place → row of the article."""
    heirs = {}
    homeless = []
    for orphan in orphans:
        same = shown.get((orphan.story, orphan.lang))
        if same is not None:
            heirs[orphan.place] = same[0]
        else:
            homeless.append(orphan)
    if homeless:
        heirs |= _renamed(homeless, rows, shown)
    return heirs


def _renamed(orphans: list[Row], rows: Rows, shown: Shown) -> dict[str, Row]:
    """Find the articles of stories whose folder is gone, in other folders."""
    titles = {one.title for one in orphans}
    bodies = {one.body for one in orphans} - {""}
    alike: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row, _ in shown.values():
        if row.title in titles:
            alike[row.lang, row.title, row.date].append(row)
        if row.body in bodies:
            alike[row.lang, row.body, ""].append(row)
    if not alike:
        return {}
    known = {(one.story, one.lang) for one in rows.values()}
    heirs = {}
    for orphan in orphans:
        named = alike.get((orphan.lang, orphan.title, orphan.date), [])
        told = alike.get((orphan.lang, orphan.body, ""), []) if orphan.body else []
        heir = _likeliest(orphan, dict.fromkeys((*named, *told)), known)
        if heir is not None:
            heirs[orphan.place] = heir
    return heirs


def _likeliest(orphan: Row, candidates: Iterable[Row], known: set[Key]) -> Row | None:
    """Choose the article that a row is of; None where none is, or several may be.

    A story that stood beside the one that is gone is another story, unless it is a copy.
    """
    ranked = []
    for one in candidates:
        named = (one.title, one.date) == (orphan.title, orphan.date)
        told = one.body == orphan.body
        fresh = (one.story, one.lang) not in known
        if fresh or (named and told and one.body):
            beside = one.story.rpartition("/"), orphan.story.rpartition("/")
            nearness = (beside[0][2] == beside[1][2], beside[0][0] == beside[1][0])
            ranked.append(((fresh, named + told, *nearness), one))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _warnings(one: Article, places: list[str], addresses: Addresses) -> list[Problem]:
    """Warn of every lost address of an article; the line to paste holds all of them."""
    urls = [_alias(place, addresses) for place in places]
    line = f"aliases: [{', '.join(written(url) for url in (*one.aliases, *urls))}]"
    return [problem(one.place("slug"), MOVED, WARNING, url=url, line=line) for url in urls]


def _alias(place: str, addresses: Addresses) -> str:
    """Write a place as `aliases` takes it: from the root of the paper, if that is clear."""
    url = f"/{place}"
    return url if addresses.below(url) == place else addresses.folder + place


def written(url: str) -> str:
    """Write an address as an item of a YAML list in brackets, quoted where need be."""
    return url if _PLAIN.fullmatch(url) else "'" + url.replace("'", "''") + "'"
