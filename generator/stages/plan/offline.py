"""The paper without a network: a page that says so, what keeps pages on a device, and manifests.

None of these files knows the news. So the worker changes with the theme alone, and readers do
not fetch their offline pages anew for every story.
"""

from collections.abc import Collection, Iterator

from generator.model.offline import Adrift, ManifestView, WorkerView
from generator.model.page import FEEDS, LISTS, Output, Page
from generator.model.pieces import Link
from generator.model.views import OfflineView
from generator.stages import address
from generator.stages.digest import digest
from generator.stages.plan.heads import About, head
from generator.stages.plan.lists import Lists
from generator.stages.plan.paper import Paper
from generator.stages.plan.standing import alone

LETTERS = 10  # hexadecimal digits that tell a theme's assets from those before


def offline_pages(lists: list[Lists], assets: Collection[Output]) -> Iterator[Page]:
    """Plan manifests, offline pages and the worker.

    Where the newsroom wants nothing kept, the worker is one that clears up after the last.
    """
    wanted = lists[0].paper.site.config.settings.features_offline
    for one in lists:
        yield _manifest(one)
        if wanted:
            yield _page(one)
    template = "offline/worker.txt" if wanted else "offline/retired.txt"
    view = _worker(lists, assets)
    yield Page(address.WORKER, template, lists[0].lang, view, FEEDS, ("site.yaml",))


def _shelf(paper: Paper) -> str:
    """Begin the names of caches: papers in two folders of one host must not share any."""
    return f"khabar:{paper.addresses.folder}:"


def _worker(lists: list[Lists], assets: Collection[Output]) -> WorkerView:
    paper = lists[0].paper
    href = paper.addresses.href
    papers = [
        (href(address.front(one.edition)), href(address.offline(one.edition))) for one in lists
    ]
    return WorkerView(
        scope=paper.addresses.folder,
        shelf=_shelf(paper),
        version=digest(*sorted(one.path for one in assets)).hex()[:LETTERS],
        papers=tuple(sorted(papers, key=lambda one: len(one[0]), reverse=True)),
    )


def _page(lists: Lists) -> Page:
    """Plan the page that stands for one that cannot be had."""
    paper, lang = lists.paper, lists.lang
    place = address.offline(lists.edition)
    about = About(
        title=paper.fill(lang, "offline_title"),
        description=paper.fill(lang, "offline_words"),
        lang=lang,
        robots="noindex",
    )
    adrift = tuple(_adrift(lists, code) for code in lists.edition.languages)
    view = OfflineView(lists.frame, head(paper, about, alone(paper, place)), adrift, _shelf(paper))
    path = address.output(place)
    return Page(path, "pages/offline.html", lang, view, LISTS, ("site.yaml",))


def _adrift(lists: Lists, code: str) -> Adrift:
    """Say in one language what has happened, and where the front page is."""
    paper = lists.paper
    home = paper.addresses.href(address.front(lists.edition))
    return Adrift(
        lang=code,
        dir=paper.language(code).direction,
        title=paper.fill(code, "offline_title"),
        words=paper.fill(code, "offline_words"),
        home=Link(paper.html(paper.fill(code, "not_found_home"), code), home),
    )


def _manifest(lists: Lists) -> Page:
    """Plan an edition's manifest: its app opens on its front, and holds the whole paper."""
    paper, lang = lists.paper, lists.lang
    config = paper.site.config
    name = config.title.part(lang).text
    view = ManifestView(
        name=name,
        description=config.tagline.part(lang).text
        or paper.fill(lang, "front_description", title=name),
        lang=lang,
        dir=paper.language(lang).direction,
        start=paper.addresses.href(address.front(lists.edition)),
        scope=paper.addresses.folder,
    )
    path = address.manifest(lists.edition)
    return Page(path, "feeds/manifest.json", lang, view, FEEDS, ("site.yaml",))
