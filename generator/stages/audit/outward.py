"""The addresses on other sites that a newsroom sends its readers to."""

from collections.abc import Iterator
from html import escape

from generator.model.config import SiteConfig
from generator.model.record import record
from generator.model.story import Article
from generator.stages import markup
from generator.stages.frontmatter import split
from generator.stages.references import references

SCHEMES = ("http://", "https://")


@record
class Lead:
    """A link to another site: its URL as written, and path, line and column of where."""

    url: str
    place: tuple[str, int, int]


def followed(config: SiteConfig) -> tuple[Lead, ...]:
    """Give the networks and podcasts of site.yaml."""
    sections = (("social", config.social), ("podcasts", config.podcasts))
    return tuple(
        Lead(one.url, config.place(f"{section}.{position}.url"))
        for section, networks in sections
        for position, one in enumerate(networks)
    )


def outward(
    text: str, article: Article, base: str, converter: markup.Converter
) -> tuple[Lead, ...]:
    """Give the links in an article's body that leave the site, and its source's page.

    base: the site's own URL, with its last slash.
    """
    leads = list(_linked(text, article.path, base, converter))
    if article.source.url:
        leads.append(Lead(article.source.url, article.place("source.url")))
    return tuple(leads)


def _linked(text: str, path: str, base: str, converter: markup.Converter) -> Iterator[Lead]:
    """Find links as readers get them: in the HTML, not in code or in what was removed."""
    _, body, first = split(text)
    try:
        html = converter.html(body).html
    except markup.TooNestedError:
        return

    def leaves(url: str) -> bool:
        return url.startswith(SCHEMES) and not url.startswith(base)

    start = len(text) - len(body)
    for one in references(html, leaves).links:
        spellings = (text.find(spelt, start) for spelt in (one.url, escape(one.url)))
        position = next((found for found in spellings if found >= 0), -1)
        if position < 0:
            yield Lead(one.url, (path, first, 1))
            continue
        start = position + 1
        line = text.count("\n", 0, position) + 1
        yield Lead(one.url, (path, line, position - text.rfind("\n", 0, position)))
