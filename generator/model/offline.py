"""What phones are told of the paper: how to install it, and how to keep what was read.

URLs are root-relative; every text is plain, as these files are no HTML.
"""

from generator.model.pieces import Link
from generator.model.record import record


@record
class Adrift:
    """What is said in one language to a reader who asks for a page while there is no network."""

    lang: str
    dir: str
    title: str
    words: str
    home: Link


@record
class ManifestView:
    """A paper as an app of a telephone. start: its front; scope: all that belongs to it."""

    name: str
    description: str
    lang: str
    dir: str
    start: str
    scope: str


@record
class WorkerView:
    """What keeps pages on a reader's device. scope: the paper's folder.

    shelf: beginning of the names of its caches; version: of the theme's assets, so that news
    never changes the worker; papers: front and offline page of each edition, the longest first.
    """

    scope: str
    shelf: str
    version: str
    papers: tuple[tuple[str, str], ...]
