"""Which episodes an edition has, and where its podcast is found."""

from itertools import islice

from generator.model.config import Edition
from generator.model.feeds import FeedLink
from generator.model.site import Slip
from generator.stages import address
from generator.stages.link.recordings import PODCAST
from generator.stages.plan.abroad import FORMS, has_feeds, heading
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import FRONT, List, Shelves

MOST = 300  # directories drop what a feed no longer holds, so it holds years of episodes


def is_episode(one: Slip) -> bool:
    """Tell whether an article is one that can be heard."""
    return one.kind == PODCAST and one.sounding


def episodes(shelves: Shelves, edition: Edition) -> list[Slip]:
    """Give the episodes of an edition, newest first; none where nothing can be followed."""
    if not has_feeds(shelves.paper, FRONT):
        return []
    return list(islice(filter(is_episode, shelves.shelf(edition, List(FRONT))), MOST))


def podcast_place(shelves: Shelves, edition: Edition) -> str:
    """Give the place of an edition's podcast; "" where it has no episodes."""
    return address.podcast(edition) if episodes(shelves, edition) else ""


def podcast_links(paper: Paper, shelves: Shelves, edition: Edition) -> tuple[FeedLink, ...]:
    """Link the podcast of an edition, if it has one."""
    place = podcast_place(shelves, edition)
    if not place:
        return ()
    media = FORMS[0][1]
    return (FeedLink(media, podcast_title(paper, edition), paper.addresses.href(place)),)


def podcast_title(paper: Paper, edition: Edition) -> str:
    """Name the podcast of an edition: as settings say, else as the paper."""
    said = paper.site.config.settings.podcast.title
    return heading(paper, edition, said if said.entries else paper.site.config.title)
