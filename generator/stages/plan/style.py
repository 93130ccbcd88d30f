"""The style page: every part of the theme with the paper's own words, to be looked at.

Its samples are the oldest stories that have a picture, so that news does not change it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.model.page import LISTS, Page
from generator.model.pieces import Card
from generator.model.site import Slip
from generator.model.story import Article
from generator.model.views import ArticleView, Sample, StyleView
from generator.stages import address
from generator.stages.plan.cards import Cards, face
from generator.stages.plan.heads import About, head
from generator.stages.plan.lists import Lists
from generator.stages.plan.standing import alone

COLOURS = ("paper", "tint", "ink", "soft", "hair", "sindoor", "link", "visited")
WORDS = (
    "breaking",
    "briefs",
    "opinion",
    "pictures",
    "newest",
    "older",
    "author",
    "share",
    "share_copy",
    "switch_article",
    "lite",
    "age_one",
    "corrected",
    "corrections",
    "subjects",
    "read_next",
    "kind_liveblog",
)
SHOWN = 3  # cards in a sample
MIRROR: Mapping[str, str] = {"ltr": "rtl", "rtl": "ltr"}


Show = Callable[[Article], ArticleView]


def style_page(lists: Lists, show: Show) -> Page:
    """Plan the style page in the first edition's frame; show: gives the view of an article."""
    paper, lang = lists.paper, lists.lang
    samples = [
        sample
        for language in paper.site.config.languages
        if (sample := _sample(lists, language.code, show)) is not None
    ]
    title = paper.fill(lang, "style_title")
    about = About(title, "", lang, robots="noindex")
    view = StyleView(
        frame=lists.frame,
        head=head(paper, about, alone(paper, address.STYLE)),
        title=title,
        colours=COLOURS,
        samples=(*samples, *(_mirrored(lists, one) for one in samples[:1])),
    )
    path = address.output(address.STYLE)
    return Page(path, "pages/style.html", lang, view, LISTS, ("site.yaml",))


def _sample(lists: Lists, lang: str, show: Show) -> Sample | None:
    """Choose the stories of one language; None where it has none."""
    paper = lists.paper
    told = [one for one in paper.site.slips if one.lang == lang]
    if not told:
        return None
    chosen = [paper.article(one) for one in sorted(told, key=_first)[:SHOWN]]
    language = paper.language(lang)
    return Sample(
        lang=lang,
        dir=language.direction,
        name=language.name,
        story=show(chosen[0]),
        opening=paper.html(chosen[0].deck or chosen[0].body.opening, lang),
        cards=_cards(lists.cards, chosen, lists),
        voices=_voices(chosen, lists),
        empty=paper.fill(lang, "empty_list"),
        **{word: paper.fill(lang, word) for word in WORDS},
    )


def _first(one: Slip) -> tuple[bool, float, str]:
    """Sort pictures first, then by age."""
    return (not one.pictured, one.at, one.story)


def _cards(cards: Cards, chosen: list[Article], lists: Lists) -> tuple[Card, ...]:
    return tuple(cards.card(one, lists.edition, lists.lang) for one in chosen)


def _voices(chosen: list[Article], lists: Lists) -> tuple[Card, ...]:
    """Show the stories as those who wrote them argue: by portrait, by letter, by name alone."""
    voices = []
    for number, one in enumerate(chosen):
        card = lists.cards.card(one, lists.edition, lists.lang)
        shown = face(lists.paper, one.authors[0], one.lang) if one.authors else None
        if shown and number == 1:
            shown = replace(shown, portrait=None)
        voices.append(replace(card, face=shown if number < SHOWN - 1 else None))
    return tuple(voices)


def _mirrored(lists: Lists, sample: Sample) -> Sample:
    """Show a sample in the other direction."""
    direction = MIRROR[sample.dir]
    return replace(
        sample,
        dir=direction,
        name=lists.paper.fill(lists.lang, "style_mirrored"),
        cards=tuple(replace(one, dir=direction) for one in sample.cards),
        voices=tuple(replace(one, dir=direction) for one in sample.voices),
    )
