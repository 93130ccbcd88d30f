"""Front pages: what matters today, in the order in which a newspaper says it."""

from dataclasses import dataclass

from generator.model.page import LISTS, Page
from generator.model.pieces import Card, Link
from generator.model.site import Slip
from generator.model.views import Apology, FrontView, NotFoundView, RedirectView, Strip
from generator.stages import address
from generator.stages.plan.cards import OPINION
from generator.stages.plan.heads import About, head
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import CATEGORY, FRONT, List
from generator.stages.plan.standing import alone

FEWEST_PICTURES = 2  # of a strip of pictures
NAME = List(FRONT)


@dataclass(slots=True)
class Front:
    """Chooses the stories of one edition's front page; no story stands on it twice."""

    lists: Lists

    def page(self) -> Page:
        """Plan the front page."""
        lists, paper = self.lists, self.lists.paper
        lang = lists.lang
        newest = lists.shelves.shelf(lists.edition, NAME)
        date = paper.article(newest[0]).date if newest else None
        shown: set[str] = set()
        breaking = self._take(self._breaking(newest), shown, len(newest))
        lead = self._take(self._lead(newest), shown, 1)
        settings = paper.site.config.settings
        news = [one for one in newest if one.kind != OPINION]
        secondary = self._take(news, shown, settings.front_secondary)
        briefs = self._take(news, shown, settings.front_briefs)
        views = [one for one in newest[: self._window()] if one.kind == OPINION]
        opinion = self._take(views, shown, settings.front_opinion)
        pictures = self._pictures(news, shown)
        strips = self._strips(shown)
        title = lists.title(NAME)
        told = paper.fill(lang, "front_description", title=title)
        tagline = paper.site.config.tagline
        about = lists.about(NAME, title, tagline.part(lang).text or told, None)
        view = FrontView(
            frame=lists.frame,
            head=lists.head(about, NAME, None),
            title=paper.part(paper.site.config.title.part(lang), lang),
            latest=paper.moment(date, lang) if date else None,
            breaking=lists.some(breaking),
            lead=lists.some(lead)[0] if lead else None,
            secondary=lists.some(secondary),
            briefs=lists.some(briefs),
            strips=strips,
            opinion=lists.some(opinion),
            pictures=lists.some(pictures),
            newest=lists.some(self._take(newest, shown, settings.front_newest)),
            archives=lists.archives(NAME),
        )
        return lists.made("pages/front.html", NAME, None, view)

    def lead(self) -> Card | None:
        """Give the card of the day's lead."""
        newest = self.lists.shelves.shelf(self.lists.edition, NAME)
        lead = self._lead(newest)
        return self.lists.some(lead[:1])[0] if lead else None

    def _window(self) -> int:
        """Give how many of the newest stories a front chooses from."""
        settings = self.lists.paper.site.config.settings
        return max(settings.lists_newest, settings.front_newest)

    def _lead(self, newest: list[Slip]) -> list[Slip]:
        """Rank candidates for the lead: featured, then with a picture, then the newest."""
        fresh = [one for one in newest[: self._window()] if one.kind != OPINION]
        featured = [one for one in fresh if one.featured]
        pictured = [one for one in fresh if one.pictured]
        return featured or pictured or fresh or newest[:1]

    def _breaking(self, newest: list[Slip]) -> list[Slip]:
        """Choose what is breaking at this moment."""
        hours = self.lists.paper.site.config.settings.breaking_hours
        since = self.lists.paper.site.now.timestamp() - hours * 3600
        return [one for one in newest[: self._window()] if one.breaking and one.at > since]

    def _take(self, some: list[Slip], shown: set[str], count: int) -> list[Slip]:
        """Take the first stories that the page does not show yet."""
        taken = [one for one in some if one.story not in shown][:count]
        shown.update(one.story for one in taken)
        return taken

    def _pictures(self, news: list[Slip], shown: set[str]) -> list[Slip]:
        """Take stories for the strip of pictures; a single one is no strip."""
        count = self.lists.paper.site.config.settings.front_pictures
        pictured = [one for one in news[: self._window()] if one.pictured]
        if sum(one.story not in shown for one in pictured) < FEWEST_PICTURES:
            return []
        return self._take(pictured, shown, count)

    def _strips(self, shown: set[str]) -> tuple[Strip, ...]:
        """Give each category a strip of its newest news."""
        lists = self.lists
        strips = []
        for category in lists.paper.site.config.categories:
            name = List(CATEGORY, category.id)
            shelf = lists.shelves.shelf(lists.edition, name)
            news = [one for one in shelf[: self._window()] if one.kind != OPINION]
            some = self._take(news, shown, lists.paper.site.config.settings.front_strip)
            some.sort(key=lambda one: not one.pictured)  # a strip opens with a picture
            if some:
                strips.append(Strip(lists.labels(name), category.id, lists.some(some)))
        return tuple(strips)


def not_found(lists: Lists, lead: Card | None) -> Page:
    """Plan the page for URLs that do not exist, in every language of the site."""
    paper = lists.paper
    about = About(
        title=paper.fill(lists.lang, "not_found_title"),
        description=paper.fill(lists.lang, "not_found_words"),
        lang=lists.lang,
        robots="noindex",
    )
    apologies = tuple(_apology(lists, one.code) for one in paper.site.config.languages)
    view = NotFoundView(
        lists.frame, head(paper, about, alone(paper, address.NOT_FOUND)), apologies, lead
    )
    path = address.output(address.NOT_FOUND)
    return Page(path, "pages/not-found.html", lists.lang, view, LISTS, ("site.yaml",))


def doorway(paper: Paper) -> tuple[Page, ...]:
    """Lead from the root to the first edition's front, where no edition is at the root."""
    editions = paper.site.config.editions
    if any(not one.path for one in editions):
        return ()
    lang, place = editions[0].languages[0], address.front(editions[0])
    view = RedirectView(
        lang=lang,
        dir=paper.language(lang).direction,
        url=paper.addresses.href(place),
        canonical=paper.addresses.absolute(place),
        title=paper.site.config.title.part(lang).text,
        words=paper.fill(lang, "not_found_home"),
    )
    path = address.output("")
    return (Page(path, "pages/redirect.html", lang, view, LISTS, ("site.yaml",)),)


def _apology(lists: Lists, code: str) -> Apology:
    """Say sorry in one language, and where to go on."""
    paper = lists.paper
    edition = paper.home(code)
    home = paper.addresses.href(address.front(edition))
    menu = tuple(
        paper.link(one.name.part(code), paper.category_url(edition, one), code, one.id)
        for one in paper.site.config.categories
    )
    return Apology(
        lang=code,
        dir=paper.language(code).direction,
        title=paper.fill(code, "not_found_title"),
        words=paper.fill(code, "not_found_words"),
        home=Link(paper.html(paper.fill(code, "not_found_home"), code), home),
        menu=menu,
    )
