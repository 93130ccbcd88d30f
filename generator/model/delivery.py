"""A finished paper on its way to where readers find it.

A target is a place that site.yaml names. Its manifest says what it holds by our doing; a
delivery is what turns the paper there into the one in output/. Times are whole seconds
since 1970, digests hexadecimal; paths are POSIX and relative to output/.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import TypeAlias

from generator.model.record import record

Headers: TypeAlias = tuple[tuple[str, str], ...]

NEW, CHANGED, REHEADED, LOST, UNFINISHED = "new", "changed", "headers", "lost", "unfinished"
S3, GCS, AZURE, MEMORY = "s3", "gcs", "azure", "memory"
GZIP, BROTLI = "gzip", "brotli"
NETLIFY, CLOUDFLARE = "netlify", "cloudflare"


@record
class Storage:
    """Object storage. bucket: Azure's container; compress: GZIP, BROTLI or "".

    threads: requests at once; seconds: how long one of them may take. Credentials are none
    of its fields: they come from the environment or the platform.
    """

    name: str
    kind: str
    bucket: str = ""
    prefix: str = ""
    endpoint: str = ""
    region: str = ""
    account: str = ""
    compress: str = ""
    threads: int = 32
    seconds: int = 30


@record
class Folder:
    """A folder of this machine; relative to the newsroom's."""

    name: str
    path: str


@record
class Rsync:
    """A folder that rsync reaches: over SSH, or of this machine where there is no host."""

    name: str
    path: str
    host: str = ""
    user: str = ""
    port: int = 22


@record
class Branch:
    """A branch of a git repository. remote: a remote's name or an address; cname: "" for none."""

    name: str
    remote: str
    branch: str
    cname: str


@record
class Host:
    """A host with a command of its own: NETLIFY or CLOUDFLARE. project: its id there."""

    name: str
    kind: str
    project: str
    run: bool = False


Target: TypeAlias = Storage | Folder | Rsync | Branch | Host


@record
class File:
    """A file of output/ as it is to be served; group: as published (see model/page)."""

    path: str
    digest: str
    size: int
    group: int
    headers: Headers = ()


@record
class Held:
    """A file that a target holds; size: as stored, compressed where its headers say so."""

    digest: str
    size: int
    headers: Headers = ()


@record
class Claim:
    """Who is delivering: owner for people, machine and token for us; until: when it lapses."""

    owner: str
    machine: str
    token: str
    since: int
    until: int


@record
class Manifest:
    """What a target holds by our doing.

    retired: files that left the paper and are kept a while, with the moment they left;
    pending: paths that a delivery under way, or one that was cut off, may have written.
    """

    files: Mapping[str, Held] = field(default_factory=dict)
    retired: Mapping[str, int] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    claim: Claim | None = None


@record
class Put:
    """A file to be written and why: NEW, CHANGED, REHEADED, LOST or UNFINISHED."""

    file: File
    reason: str


@record
class Delivery:
    """What has to be done at a target, in this order: each group of puts, then the removals.

    retired: as in the manifest to be; vanished: paths that somebody else removed;
    unchanged: files that are there as they should be; strangers: objects not put by us.
    """

    groups: tuple[tuple[Put, ...], ...] = ()
    removals: tuple[str, ...] = ()
    retired: Mapping[str, int] = field(default_factory=dict)
    vanished: tuple[str, ...] = ()
    unchanged: int = 0
    strangers: int = 0
    outdated: int = 0  # how many of the removals were retired before

    @property
    def puts(self) -> tuple[Put, ...]:
        """All puts, in order."""
        return tuple(put for group in self.groups for put in group)

    @property
    def empty(self) -> bool:
        """Whether nothing has to be written or removed."""
        return not self.removals and not any(self.groups)


@record
class Receipt:
    """What a delivery did; done: False where it was only planned; remark: what is left to do.

    urls: absolute addresses whose bytes readers will find changed, for purges and notices.
    """

    delivery: Delivery
    done: bool
    urls: tuple[str, ...] = ()
    remark: str = ""


class DeliveryFailed(Exception):  # noqa: N818 - it says what became of the delivery
    """A delivery that cannot begin or go on: a code of generator/messages and its details."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details
