"""Which of a build's changes are news to search engines and feed readers.

Search engines are told of pages that they may list, of old addresses that lead elsewhere now, and
of pages that are gone; never of copies of other pages. Hubs are told of feeds.
"""

from collections.abc import Collection, Iterator

from generator.model.config import SiteConfig
from generator.model.feeds import FeedView
from generator.model.frame import Head
from generator.model.page import Page
from generator.model.untold import Untold
from generator.model.views import LiteView, RedirectView
from generator.stages import address
from generator.stages.address import Addresses

INDEX = "index.html"
# The ends of places that no search engine was ever shown.
HIDDEN = ("/lite/", "offline/")


def notices(config: SiteConfig, changed: Collection[Page], removed: Collection[str] = ()) -> Untold:
    """Give what those whom site.yaml names should be told. removed: paths in output/."""
    addresses = Addresses(config.base_url)
    pages: set[str] = set()
    if config.settings.ping_indexnow:
        pages.update(_pages(addresses, changed))
        pages.update(_gone(addresses, removed))
    feeds = {page.view.url for page in changed if isinstance(page.view, FeedView)}
    told = feeds if config.settings.feeds_hub else ()
    return Untold(tuple(sorted(pages)), tuple(sorted(told)))


def _pages(addresses: Addresses, changed: Collection[Page]) -> Iterator[str]:
    """Give the URLs of pages that search engines may list, and of those that lead elsewhere."""
    for page in changed:
        url = addresses.absolute(page.path.removesuffix(INDEX))
        head = getattr(page.view, "head", None)
        own = isinstance(head, Head) and not head.robots and head.canonical == url
        if isinstance(page.view, RedirectView) or (own and not isinstance(page.view, LiteView)):
            yield url


def _gone(addresses: Addresses, removed: Collection[str]) -> Iterator[str]:
    """Give the URLs of pages that are no more."""
    for path in removed:
        place = path.removesuffix(INDEX)
        if path.endswith(INDEX) and not f"/{place}".endswith(HIDDEN) and place != address.STYLE:
            yield addresses.absolute(place)
