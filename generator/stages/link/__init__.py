"""Articles become the paper of one moment: stories, what they are filed under, where they stand.

Errors here concern articles together: a translation without a date anywhere, a category
that site.yaml does not know, two files for one article. Drafts are judged only when shown.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.language.slug import slug
from generator.model.config import SiteConfig
from generator.model.media import MediaFile
from generator.model.picture import PictureFile
from generator.model.problem import ERROR, WARNING, Problem, problem
from generator.model.record import record
from generator.model.site import Site
from generator.model.story import Article, Story
from generator.stages import address
from generator.stages.address import Addresses
from generator.stages.link.echoes import without_echoes
from generator.stages.link.inherit import gather, inherit
from generator.stages.link.recordings import cover, recordings
from generator.stages.link.slips import slips_of
from generator.stages.link.targets import picture
from generator.stages.link.taxonomy import Lexicon, Register
from generator.stages.related import relations

NEWS_AGE = timedelta(days=2)  # for which a story stands in the news sitemap


@record
class Given:
    """What linking needs beside the articles.

    now: the moment of the paper; drafts: whether they are shown; pictures,
    recordings: by source path; lexicon: the newsroom's own spellings for slugs.
    """

    config: SiteConfig
    now: datetime
    drafts: bool
    pictures: Mapping[str, PictureFile]
    lexicon: Lexicon
    recordings: Mapping[str, MediaFile] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.config.timezone)


@record
class Linked:
    """A site, what is wrong with it, and what it was made of on the way.

    filed: all stories but drafts, those that are scheduled too; register: of their names.
    """

    site: Site
    problems: tuple[Problem, ...]
    filed: Mapping[str, list[Article]]
    register: Register


def link(articles: Iterable[Article], given: Given) -> Linked:
    """Make the site of one moment from all its articles."""
    register = Register(given.config, given.lexicon)
    filed, found = file_all(articles, given, register)
    found.extend(_portraits(given))
    stories, places, failed = publish(filed, given, register)
    found.extend(register.problems + failed)
    site = _site(stories, (places, register), given, filed)
    found.extend(dead_related(site.stories.values(), site.stories))
    found.extend(cover(site))
    return Linked(site, without_echoes(found, filed), filed, register)


def file_all(
    articles: Iterable[Article], given: Given, register: Register
) -> tuple[dict[str, list[Article]], list[Problem]]:
    """Give all stories but drafts as they are meant, by path, the oldest first."""
    order = tuple(one.code for one in given.config.languages)
    located = (_located(one, given.pictures) for one in articles)
    grouped, problems = gather(located, order)
    told = {path: inherit(some) for path, some in grouped.items()}
    held = {path: some for path, some in _judged(told, drafts=given.drafts).items() if some}
    found = list(problems)
    filed: dict[str, list[Article]] = {}
    for path in sorted(held, key=lambda path: (earliest(held[path]), path)):
        if _undated(path):
            filed[path] = held[path]
            continue
        found.extend(_required(held[path]))
        filed[path] = register.file(held[path], _published(held[path], given))
    for some in filed.values():
        found.extend(_pictures(some, given.pictures))
        found.extend(recordings(some, given.recordings, given.pictures))
    return filed, found


def publish(
    filed: Mapping[str, list[Article]], given: Given, register: Register
) -> tuple[list[Story], dict[tuple[str, str], str], list[Problem]]:
    """Give what readers may see of some stories, by path, and the places of its pages."""
    shown = {path: _published(some, given) for path, some in filed.items()}
    stories = [Story(path, tuple(shown[path])) for path in sorted(shown) if shown[path]]
    places, failed = _places(stories, register, given.lexicon)
    return _placed(stories, places), places, failed


def _site(
    stories: list[Story],
    made: tuple[dict[tuple[str, str], str], Register],
    given: Given,
    filed: Mapping[str, list[Article]],
) -> Site:
    places, register = made
    dated = tuple(one for one in stories if not _undated(one.path) and _whole(one))
    paths = frozenset(one.path for one in dated)
    picked = {one.path: _picked(one, paths) for one in dated}
    settings = given.config.settings
    return Site(
        config=given.config,
        now=given.now,
        stories={one.path: one for one in dated},
        undated=tuple(one for one in stories if _undated(one.path)),
        categories={one.id: one for one in given.config.categories},
        tags=register.tags,
        authors=register.authors,
        series=register.series,
        slips=slips_of(dated, given.zone),
        places=places,
        pictures=given.pictures,
        related=relations(dated, picked, settings.related_count, settings.related_window_days),
        next_due=_next_due(filed, given),
        moved=_moved(stories, places, Addresses(given.config.base_url)),
        playing=tuple(
            (one.story, one.lang)
            for story in stories
            for one in story.articles
            if one.body.embeds or one.audio.src or one.video.src or one.video.youtube
        ),
        recordings=given.recordings,
    )


def _moved(
    stories: Iterable[Story], places: Mapping[tuple[str, str], str], addresses: Addresses
) -> dict[str, tuple[str, str]]:
    """Give each old address of an article, and whose it is."""
    return {
        old: (one.story, one.lang)
        for story in stories
        for one in story.articles
        for old in address.old_places(addresses, one.aliases, places[one.story, one.lang])
    }


def _undated(story: str) -> bool:
    return story.startswith("pages/")


def _whole(story: Story) -> bool:
    """Tell whether a story has what its pages need; where it has not, a problem says so."""
    return all(one.date is not None and one.category for one in story.articles)


def earliest(told: Iterable[Article]) -> float:
    """Give when the first article of a story is dated: names are given in that order."""
    return min((one.date.timestamp() for one in told if one.date), default=float("inf"))


def _judged(told: Mapping[str, list[Article]], *, drafts: bool) -> dict[str, list[Article]]:
    """Leave drafts out unless they are shown: what is half written may be half right."""
    return {path: [one for one in some if drafts or not one.draft] for path, some in told.items()}


def _required(told: list[Article]) -> list[Problem]:
    return [
        problem(one.place(), "missing-date", language=one.lang) for one in told if one.date is None
    ]


def _pictures(told: list[Article], pictures: Mapping[str, PictureFile]) -> list[Problem]:
    """Check the lead pictures of a story's articles."""
    found = []
    for one in told:
        if not one.image.src:
            continue
        own = one.says("image.src")
        file = pictures.get(one.image.src)
        if file is None and own:
            found.append(problem(one.place("image.src"), "missing-image", name=one.image.src))
        elif file is not None and file.flaw and own:
            found.append(problem(one.place("image.src"), file.flaw, name=one.image.src))
        if not one.image.alt:
            found.append(problem(one.place("image.src"), "missing-alt", name=one.image.src))
        elif own and file is not None and not one.image.credit:
            place = one.place("image.src")
            found.append(problem(place, "missing-credit", WARNING, name=one.image.src))
    return found


def _portraits(given: Given) -> list[Problem]:
    """Check the portraits of authors."""
    found = []
    for one in given.config.authors:
        file = given.pictures.get(one.portrait)
        flaw = "missing-image" if file is None else file.flaw
        if one.portrait and flaw:
            place = given.config.place(f"authors.{one.id}.portrait")
            found.append(problem(place, flaw, name=one.portrait))
    return found


def _located(one: Article, pictures: Mapping[str, PictureFile]) -> Article:
    """Name the lead picture by its path in the site, so that a translation can inherit it."""
    file = picture(one.image.src, one.path, pictures) if one.image.src else None
    return one if file is None else replace(one, image=replace(one.image, src=file.path))


def _published(told: list[Article], given: Given) -> list[Article]:
    """Keep what readers may see at this moment."""
    return [
        one
        for one in told
        if (one.date is None or one.date <= given.now)
        and (one.expires is None or one.expires > given.now)
    ]


def _next_due(filed: Mapping[str, list[Article]], given: Given) -> datetime | None:
    """Give the next moment at which output would change by itself, in the newsroom's zone."""
    coming = (each for some in filed.values() for one in some for each in moments(one, given))
    due = min((one for one in coming if one > given.now), default=None)
    return due and due.astimezone(given.zone)


def moments(one: Article, given: Given) -> Iterator[datetime]:
    """Give the moments at which output changes by itself because of an article."""
    if one.expires is not None:
        yield one.expires
    if one.date is not None:
        yield one.date
        if given.config.settings.features_sitemaps:
            yield one.date + NEWS_AGE
        if one.breaking:
            yield one.date + timedelta(hours=given.config.settings.breaking_hours)


def _places(
    stories: list[Story], register: Register, lexicon: Lexicon
) -> tuple[dict[tuple[str, str], str], list[Problem]]:
    """Give every article its place in the paper."""
    places: dict[tuple[str, str], str] = {}
    problems = []
    categories = {one.id: one for one in register.config.categories}
    for story in stories:
        folder = story.path.rpartition("/")[2]
        named = slug(folder, lexicon)
        for one in story.articles:
            name = one.slug or named
            if not name:
                problems.append(problem(one.place(), "empty-slug", ERROR, name=folder))
            elif _undated(story.path):
                places[story.path, one.lang] = address.undated(one.lang, name)
            elif one.category:
                places[story.path, one.lang] = address.article(
                    one.lang, categories[one.category], name
                )
    return places, problems


def _placed(stories: list[Story], places: Mapping[tuple[str, str], str]) -> list[Story]:
    """Keep the articles that have a place; of the others a problem says why they have none."""
    told = (
        Story(one.path, tuple(each for each in one.articles if (one.path, each.lang) in places))
        for one in stories
    )
    return [one for one in told if one.articles]


def _picked(story: Story, paths: frozenset[str]) -> tuple[str, ...]:
    """Give the hand-picked stories of all of a story's articles, those that readers may see."""
    named = (path.strip("/") for one in story.articles for path in one.related)
    return tuple(dict.fromkeys(path for path in named if path in paths and path != story.path))


def dead_related(stories: Iterable[Story], known: Container[str]) -> list[Problem]:
    """Find what stories name as related that readers cannot see. known: what they can."""
    return [
        problem(one.place(f"related.{position}"), "dead-related", WARNING, target=path)
        for story in stories
        for one in story.articles
        for position, path in enumerate(one.related)
        if path.strip("/") not in known
    ]
