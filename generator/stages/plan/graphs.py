"""Structured data: what a page says to machines in the words of schema.org, as one JSON-LD graph.

A graph is printed in two pieces. The beginning (publisher, website) is the same on every page of
an edition and made once, with its frame; the end is the page's own, with its head. Nodes have
ids that last, so what is said of one thing on many pages is said of the same.
"""

from collections.abc import Iterable
from urllib.parse import quote, unquote

import orjson

from generator.model.config import Author, Edition
from generator.model.frame import Shown
from generator.model.text import Html, Part, Translated
from generator.stages import address
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import Standing

Node = dict[str, object]
Crumb = tuple[str, str]  # name and absolute URL

BEGIN, END = '{"@context":"https://schema.org","@graph":[', "]}"
# What could end the element around it, or a line in readers that take it for a script.
ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
PUBLISHER, PERSON, DESK = "NewsMediaOrganization", "Person", "Organization"
LIST = "CollectionPage"


def printed(nodes: Iterable[Node]) -> str:
    """Print nodes, with commas between them, so that nothing in them can end the element."""
    text = orjson.dumps([*nodes], option=orjson.OPT_SORT_KEYS).decode()
    for sign, code in ESCAPES:
        text = text.replace(sign, code)
    return text[1:-1]


def opening(paper: Paper, edition: Edition, lang: str, logo: Shown | None) -> Html:
    """Begin the graph of every page of an edition that is read in `lang`."""
    nodes = (_publisher(paper, lang, logo), _website(paper, edition, lang))
    return Html(f"{BEGIN}{printed(nodes)},")


def closing(*nodes: Node) -> Html:
    """End the graph of a page with its own nodes."""
    return Html(printed(nodes) + END)


def publisher_id(paper: Paper) -> str:
    """Name the publisher, whatever the page and its language."""
    return f"{paper.addresses.base}#publisher"


def website_id(paper: Paper, edition: Edition) -> str:
    """Name an edition as a website."""
    return f"{paper.addresses.absolute(address.front(edition))}#website"


def _publisher(paper: Paper, lang: str, logo: Shown | None) -> Node:
    config = paper.site.config
    node: Node = {
        "@type": PUBLISHER,
        "@id": publisher_id(paper),
        "url": paper.addresses.base,
        **_names(config.publisher.name, lang),
    }
    if config.social:
        node["sameAs"] = [one.url for one in config.social]
    if config.publisher.principles:
        node["publishingPrinciples"] = _page(paper, config.publisher.principles)
    if logo is not None:
        node["logo"] = image(logo)
    return node


def _page(paper: Paper, url: str) -> str:
    """Give the absolute URL of a page that site.yaml names by its path or whole address."""
    place = paper.addresses.below(url)
    return url if place is None else paper.addresses.absolute(unquote(place))


def _names(name: Translated, lang: str) -> Node:
    """Name a thing in the page's language, and as it is called in the others."""
    own = name.part(lang).text
    others = [part.text for part in name.parts() if part.text != own]
    return {"name": own, "alternateName": others} if others else {"name": own}


def _website(paper: Paper, edition: Edition, lang: str) -> Node:
    return {
        "@type": "WebSite",
        "@id": website_id(paper, edition),
        "url": paper.addresses.absolute(address.front(edition)),
        "inLanguage": spoken(edition),
        "publisher": {"@id": publisher_id(paper)},
        **_names(paper.site.config.title, lang),
    }


def spoken(edition: Edition) -> str | list[str]:
    """Give the language of an edition, or all that it carries."""
    return list(edition.languages) if len(edition.languages) > 1 else edition.languages[0]


def image(one: Shown) -> Node:
    """Describe a picture."""
    node: Node = {"@type": "ImageObject", "url": one.url}
    if one.width and one.height:
        node |= {"width": one.width, "height": one.height}
    return node


def author(paper: Paper, one: Author, lang: str, page: str) -> Node:
    """Describe an author; page: the absolute URL of theirs in the paper, or ""."""
    node: Node = {
        "@type": PERSON if one.kind == "person" else DESK,
        "@id": f"{paper.addresses.base}#author/{quote(one.id)}",
        "name": one.name.part(lang).text,
    }
    if page or one.url:
        node["url"] = page or one.url
    if page and one.url:
        node["sameAs"] = [one.url]
    return node


def profile(paper: Paper, one: Author, lang: str, url: str) -> Node:
    """Say whose page the list at a URL is."""
    whom = author(paper, one, lang, url)
    return {"@type": "ProfilePage", "@id": f"{url}#profile", "url": url, "mainEntity": whom}


def breadcrumbs(url: str, crumbs: Iterable[Crumb]) -> Node:
    """Describe the way from the front to the page at a URL, that page included."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{url}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": target}
            for position, (name, target) in enumerate(crumbs, 1)
        ],
    }


def page(paper: Paper, edition: Edition, standing: Standing, told: Part) -> Node:
    """Describe a page of texts or of stories; told: its name, in its language."""
    return {
        "@type": "WebPage",
        "@id": standing.canonical,
        "url": standing.canonical,
        "name": told.text,
        "inLanguage": told.lang,
        "isPartOf": {"@id": website_id(paper, edition)},
        "publisher": {"@id": publisher_id(paper)},
    }


def front_crumb(paper: Paper, edition: Edition, lang: str) -> Crumb:
    """Give the beginning of every way: the edition's front."""
    name = paper.site.config.title.part(lang).text
    return name, paper.addresses.absolute(address.front(edition))
