"""Names, moments and URLs that hold away from the paper: in feed readers and for crawlers."""

from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from types import MappingProxyType
from urllib.parse import quote, urljoin, urlsplit

from generator.language import speak
from generator.model.config import Edition
from generator.model.feeds import FeedLink, Stamp
from generator.model.frame import Shown
from generator.model.pieces import NOTHING, BodyView, PictureView
from generator.model.text import Translated
from generator.stages.plan.paper import Paper
from generator.stages.plan.shelves import AUTHOR, CATEGORY, FRONT, TAG

# The forms of a feed: file, media type, template.
FORMS = (
    ("feed.xml", "application/rss+xml", "feeds/rss.xml"),
    ("atom.xml", "application/atom+xml", "feeds/atom.xml"),
    ("feed.json", "application/feed+json", "feeds/feed.json"),
)
# Media types of what link previews and search engines show; they draw no vectors.
TYPES = MappingProxyType({"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"})
# A tag URI names a year in which its host was its owner's. It stands still, as ids must.
YEAR = 2026


def has_feeds(paper: Paper, kind: str) -> bool:
    """Tell whether lists of a kind can be followed."""
    settings = paper.site.config.settings
    wanted = {
        FRONT: True,
        CATEGORY: True,
        TAG: settings.feeds_tags,
        AUTHOR: settings.feeds_authors,
    }
    return settings.features_feeds and wanted.get(kind, False)


def feed_links(paper: Paper, place: str, title: str) -> tuple[FeedLink, ...]:
    """Link the feeds of the list at a place."""
    return tuple(
        FeedLink(media, title, paper.addresses.href(place + name)) for name, media, _ in FORMS
    )


def heading(paper: Paper, edition: Edition, called: Translated) -> str:
    """Give a name as an edition prints it: in all languages where it carries several."""
    if len(edition.languages) > 1:
        return paper.joined(called)
    return called.part(edition.languages[0]).text


def lasting_id(paper: Paper, *parts: str) -> str:
    """Make a tag URI (RFC 4151) of what never changes: no slug, no title, no date."""
    base = urlsplit(paper.site.config.base_url)
    path = "/".join(part for part in (base.path.strip("/"), *parts) if part)
    return f"tag:{base.hostname},{YEAR}:{quote(path)}"


def stamp(paper: Paper, moment: datetime) -> Stamp:
    """Write a moment as feeds do, in the newsroom's time zone; names in it are English by rule."""
    local = paper.local(moment)
    return Stamp(speak.machine(local), format_datetime(local))


def picture_abroad(paper: Paper, picture: PictureView) -> PictureView:
    """Show a picture by its full URL, in the one size that every reader can show."""
    return PictureView(
        url=whole(paper, picture.url),
        alt=picture.alt,
        width=picture.width,
        height=picture.height,
        caption=picture.caption,
        credit=picture.credit,
    )


def shown(paper: Paper, picture: PictureView | None, alt: str = "") -> Shown | None:
    """Let a picture stand for a page elsewhere; None where there is none that all can show."""
    kind = TYPES.get(picture.url.rpartition(".")[2]) if picture else None
    if picture is None or kind is None:
        return None
    url = whole(paper, picture.url)
    return Shown(url, picture.width, picture.height, kind, picture.alt or alt)


def body_abroad(paper: Paper, body: BodyView, page: str) -> BodyView:
    """Turn every URL of a body into a full one; page: the absolute URL of its own page."""
    pictures = tuple(
        picture_abroad(paper, one) if isinstance(one, PictureView) else one for one in body.pictures
    )
    links = tuple(whole(paper, link) for link in body.links)
    embeds = tuple(
        replace(
            one,
            frame="",
            note=NOTHING,
            poster=one.poster and picture_abroad(paper, one.poster),
        )
        for one in body.embeds
    )
    return replace(body, links=links, pictures=pictures, embeds=embeds, away=page)


def whole(paper: Paper, url: str) -> str:
    """Give the absolute URL that a root-relative one means; "" for none."""
    return urljoin(paper.site.config.base_url, url) if url else ""
