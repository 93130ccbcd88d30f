"""Where a page stands: its canonical URL, its alternates, and its versions in other languages.

There is one function for each kind of page. Head, language switch, sitemaps, feeds and structured
data all read what it gives, so none of them can announce a pair that another does not know.
"""

from collections.abc import Mapping
from urllib.parse import unquote

from generator.model.config import Edition
from generator.model.pieces import Alternate
from generator.model.record import record
from generator.model.story import Article, Story
from generator.stages.address import Addresses
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import List, Month, Shelves

DEFAULT = "x-default"
INDEX = "index.html"


@record
class Standing:
    """Where one page stands.

    url: its own, absolute; canonical: the same, or the original's; alternates: every version,
    itself among them, and the default, or none where it is alone; versions: language → place.
    """

    url: str
    canonical: str
    alternates: tuple[Alternate, ...]
    versions: Mapping[str, str]


def alone(paper: Paper, place: str) -> Standing:
    """Place a page that has no version in another language."""
    url = paper.addresses.absolute(place)
    return Standing(url, url, (), {})


def article_standing(paper: Paper, story: Story, lang: str) -> Standing:
    """Place an article or undated page among the story's translations.

    A copy whose original is elsewhere is no one's alternate: it has none, but readers may
    still switch to it.
    """
    absolute, places = paper.addresses.absolute, paper.site.places
    versions = {
        one.lang: places[story.path, one.lang]
        for one in story.articles
        if (story.path, one.lang) in places
    }
    copies = {one.lang: copied for one in story.articles if (copied := original(paper, one))}
    url = absolute(versions[lang])
    if lang in copies:
        return Standing(url, copies[lang], (), versions)
    own = [(code, absolute(place)) for code, place in versions.items() if code not in copies]
    alternates = _announced(own, own[0][1]) if len(own) > 1 else ()
    return Standing(url, url, alternates, versions)


def original(paper: Paper, one: Article) -> str:
    """Give the URL of the text of which an article is a copy; "" if it is its own original."""
    if not one.canonical:
        return ""
    place = paper.site.places.get((one.story, one.lang))
    same = place is not None and bare(paper.addresses, one.canonical) == place.rstrip("/")
    return "" if same else one.canonical


def bare(addresses: Addresses, url: str) -> str | None:
    """Give the place that a URL of the site names, however it is spelt; None if it is outside."""
    place = addresses.inside(url)
    return None if place is None else unquote(place).removesuffix(INDEX).rstrip("/")


def list_standing(
    paper: Paper, shelves: Shelves, edition: Edition, name: List, month: Month | None
) -> Standing:
    """Place a list's page among those of the other editions.

    Its versions are in the papers that articles of each language call home; where one paper
    carries several languages, its page is the default.
    """
    url = paper.addresses.absolute(shelves.place(edition, name, month))
    versions = {}
    for language in paper.site.config.languages:
        home = paper.home(language.code)
        if language.code in home.languages and shelves.has(home, name, month):
            versions[language.code] = shelves.place(home, name, month)
    mixed = _mixed(paper)
    several = len(edition.languages) > 1
    if edition != (mixed if several else paper.home(edition.languages[0])):
        return Standing(url, url, (), versions)
    own = [
        (code, paper.addresses.absolute(place))
        for code, place in versions.items()
        if len(paper.home(code).languages) == 1
    ]
    if mixed and shelves.has(mixed, name, month):
        default = paper.addresses.absolute(shelves.place(mixed, name, month))
    elif own:
        default = own[0][1]
    if not own or (len(own) == 1 and default == own[0][1]):
        return Standing(url, url, (), versions)
    return Standing(url, url, _announced(own, default), versions)


def _mixed(paper: Paper) -> Edition | None:
    """Give the first paper that carries several languages."""
    return next((one for one in paper.site.config.editions if len(one.languages) > 1), None)


def _announced(versions: list[tuple[str, str]], default: str) -> tuple[Alternate, ...]:
    return (*(Alternate(code, url) for code, url in versions), Alternate(DEFAULT, default))
