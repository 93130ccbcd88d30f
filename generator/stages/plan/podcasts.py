"""The podcast of an edition: its newest episodes, as directories of podcasts read them."""

from dataclasses import replace

from generator.model.feeds import Episode, PodcastView
from generator.model.page import FEEDS, Page
from generator.model.story import Article
from generator.stages import address
from generator.stages.link.recordings import PODCAST
from generator.stages.plan.abroad import lasting_id, whole
from generator.stages.plan.episodes import episodes, podcast_title
from generator.stages.plan.feeds import Feeds
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.recordings import played
from generator.stages.plan.shelves import FRONT, List

TEMPLATE = "feeds/podcast.xml"
LARGEST_COVER = 3000  # pixels, as Apple wants it
NAME = List(FRONT)


def podcast_page(feeds: Feeds, lists: Lists) -> Page:
    """Plan the podcast of an edition that has episodes."""
    slips = episodes(lists.shelves, lists.edition)
    articles = [lists.paper.article(one) for one in slips]
    view = _view(feeds, lists, articles)
    path = address.podcast(lists.edition)
    return Page(path, TEMPLATE, lists.lang, view, FEEDS, ("site.yaml",))


def _view(feeds: Feeds, lists: Lists, articles: list[Article]) -> PodcastView:
    paper, lang = lists.paper, lists.lang
    config = paper.site.config
    said = config.settings.podcast
    feed = feeds.view(lists, NAME, articles)
    author = said.author if said.author.entries else config.publisher.name
    described = said.description.part(lang).text
    return PodcastView(
        feed=replace(
            feed,
            id=lasting_id(paper, PODCAST, lists.edition.path),
            title=podcast_title(paper, lists.edition),
            description=described or feed.description,
            url=paper.addresses.absolute(address.podcast(lists.edition)),
        ),
        author=author.part(lang).text,
        image=whole(paper, cover(paper)),
        category=said.category,
        subcategory=said.subcategory,
        explicit=said.explicit,
        owner_name=said.owner_name,
        owner_email=said.owner_email,
        episodes=tuple(_episode(feeds, one) for one in articles),
    )


def _episode(feeds: Feeds, one: Article) -> Episode:
    sound = played(feeds.paper, one).audio
    if sound is None:  # refused when it was linked; nothing of this is published
        return Episode("", 0, "", 0)
    return Episode(whole(feeds.paper, sound.url), sound.size, sound.type, sound.seconds)


def cover(paper: Paper) -> str:
    """Give the URL of the podcast's cover, "" if there is none: RGB, as a JPEG is."""
    file = paper.site.pictures.get(paper.site.config.settings.podcast.image)
    return "" if file is None or file.flaw else paper.album.jpeg(file, LARGEST_COVER)
