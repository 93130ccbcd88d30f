"""What has to be done at a target: hashes in, an ordered delivery out.

Groups are those of publication. A file that is named by what it holds stays a day after it
left the paper, for pages that readers still have open or caches still hand out.
"""

from collections.abc import Iterable, Mapping

from generator.model.delivery import (
    CHANGED,
    LOST,
    NEW,
    REHEADED,
    UNFINISHED,
    Delivery,
    File,
    Held,
    Manifest,
    Put,
)
from generator.model.page import ASSETS, CHANGED_PAGES, FEEDS, LISTS, NEW_LISTS, NEW_PAGES, turn
from generator.stages.address import HEADERS, NEWS_SITEMAP, REDIRECTS, ROBOTS, SITEMAP, WORKER
from generator.stages.caching import lasts

GROUPS = (ASSETS, NEW_PAGES, NEW_LISTS, CHANGED_PAGES, LISTS, FEEDS)
GRACE = 24 * 60 * 60  # seconds for which a retired file stays
NOTES = "_khabar/"  # the folder of a target in which deliveries keep their manifest
MANIFEST = f"{NOTES}manifest.json"
_PAGE = ".html"
_STORY = b'data-story="'  # stands on every page of a story, and on no other
_FEEDS = frozenset(("feed.xml", "atom.xml", "feed.json"))
_ROOT_FILES = frozenset((ROBOTS, SITEMAP, NEWS_SITEMAP, HEADERS, REDIRECTS, WORKER))
_SITEMAPS = "sitemaps/"
_LEAST_LIMIT, _LIMIT_SHARE = 100, 5


def group_of(path: str, data: bytes) -> int:
    """Tell in which group a file of output/ is published; what no page needs comes last."""
    name = path.rpartition("/")[2]
    if path in _ROOT_FILES or path.startswith(_SITEMAPS):
        return FEEDS
    if lasts(path) or not (name.endswith(_PAGE) or name in _FEEDS):
        return ASSETS
    if name in _FEEDS:
        return FEEDS
    return NEW_PAGES if _STORY in data else LISTS


def deliver(
    files: Iterable[File], manifest: Manifest, listing: Mapping[str, int], now: int
) -> Delivery:
    """Compare a paper with what a target holds. listing: path → stored size, of all that is there.

    now: seconds since 1970.
    """
    groups: dict[int, list[Put]] = {group: [] for group in GROUPS}
    wanted: set[str] = set()
    unchanged = 0
    for file in sorted(files, key=lambda one: one.path):
        wanted.add(file.path)
        held = manifest.files.get(file.path)
        reason = _reason(file, held, manifest, listing)
        if not reason:
            unchanged += 1
            continue
        groups[turn(file.group, known=held is not None)].append(Put(file, reason))
    ours = {*manifest.files, *manifest.retired, *manifest.pending}
    left = sorted(ours - wanted, key=_page_first)
    since = {path: manifest.retired.get(path, now) for path in left if lasts(path)}
    retired = {
        path: moment for path, moment in since.items() if path in listing and now - moment < GRACE
    }
    removals = tuple(path for path in left if path in listing and path not in retired)
    return Delivery(
        groups=tuple(tuple(groups[group]) for group in GROUPS),
        removals=removals,
        retired=retired,
        vanished=tuple(path for path in left if path not in listing),
        unchanged=unchanged,
        strangers=sum(not one.startswith(NOTES) for one in listing.keys() - ours - wanted),
        outdated=sum(path in manifest.retired for path in removals),
    )


def too_many(delivery: Delivery, held: int, limit: int | None) -> int:
    """Give the limit that a delivery's removals exceed, 0 or more; -1 where they do not.

    held: files at the target. Without a limit it is a hundred files or a fifth of what is
    there, whichever is more. What was retired before is not counted: no page needs it.
    """
    most = max(_LEAST_LIMIT, held // _LIMIT_SHARE) if limit is None else limit
    return most if len(delivery.removals) - delivery.outdated > most else -1


def _reason(file: File, held: Held | None, manifest: Manifest, listing: Mapping[str, int]) -> str:
    """Tell why a file has to be written; "" where it has not."""
    if file.path in manifest.pending:
        return UNFINISHED
    if held is None:
        return NEW
    if held.digest != file.digest:
        return CHANGED
    if held.headers != file.headers:
        return REHEADED
    return LOST if listing.get(file.path) != held.size else ""


def _page_first(path: str) -> tuple[bool, str]:
    """Sort pages before what they may still need."""
    return not path.endswith(_PAGE), path
