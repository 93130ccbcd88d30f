"""One delivery to a store: claimed, carried out group by group, and noted.

Before anything is written the manifest names all that may be, and who is at it; both are
one conditional write, so that of two who begin at once one is told. A delivery that is cut
off leaves these notes behind, and the next one writes again what they name.
"""

import getpass
import hashlib
import platform
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from generator.build.timer import Tell
from generator.edges.deploy import Store, Version
from generator.model.delivery import (
    Claim,
    Delivery,
    DeliveryFailed,
    File,
    Held,
    Manifest,
    Receipt,
    Target,
)
from generator.model.record import record
from generator.stages.delivery import MANIFEST, deliver, too_many
from generator.stages.delivery.manifest import UnreadableManifest, read_manifest, write_manifest

CLAIMED = 30 * 60  # seconds after which a claim that nobody renews lapses
CHECKPOINT = 60  # seconds between notes of what is done, each of which renews the claim
OVERTAKEN = "deploy-overtaken"
UPLOAD, REMOVE = "upload", "remove"


@record
class Errand:
    """What is to be delivered where.

    site, output, cache: folders; base_url: the paper's; most: how many files may be removed,
    None for the usual; now: seconds since 1970; rehearse: plan, and do nothing.
    """

    site: Path
    output: Path
    cache: Path
    target: Target
    base_url: str
    now: int
    most: int | None = None
    rehearse: bool = False


def carry(store: Store, files: tuple[File, ...], errand: Errand, tell: Tell) -> Receipt:
    """Deliver files to a store. Raises DeliveryFailed; nothing is removed then."""
    manifest, version = _known(store)
    listing = store.listing()
    delivery = deliver(files, manifest, listing, errand.now)
    limit = too_many(delivery, len(manifest.files), errand.most)
    if limit >= 0:
        number = str(len(delivery.removals) - delivery.outdated)
        raise DeliveryFailed("deploy-removals", number=number, limit=str(limit))
    if errand.rehearse:
        return Receipt(delivery, done=False)
    claim = _claim(errand, manifest)
    settled = not (manifest.pending or manifest.claim or delivery.vanished)
    if delivery.empty and settled and dict(manifest.retired) == dict(delivery.retired):
        return Receipt(delivery, done=True)
    Courier(store, delivery, claim, manifest, version, tell).run()
    return Receipt(delivery, done=True)


def _known(store: Store) -> tuple[Manifest, Version | None]:
    found = store.read(MANIFEST)
    if found is None:
        return Manifest(), None
    try:
        return read_manifest(found[0]), found[1]
    except UnreadableManifest as error:
        raise DeliveryFailed("deploy-manifest", path=MANIFEST) from error


def _claim(errand: Errand, manifest: Manifest) -> Claim:
    """Make a claim; DeliveryFailed where another machine holds one.

    One of this machine and newsroom is a leftover: their lock, which we hold, says so.
    """
    here = f"{platform.node()} {uuid.getnode()} {errand.site}"
    machine = hashlib.blake2b(here.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    held = manifest.claim
    if held and held.machine != machine and held.until > errand.now:
        until = datetime.fromtimestamp(held.until, UTC).isoformat(timespec="minutes")
        raise DeliveryFailed("deploy-claimed", owner=held.owner, until=until)
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    owner = f"{user}@{platform.node()}"
    return Claim(owner, machine, token_hex(8), errand.now, errand.now + CLAIMED)


@dataclass(slots=True)
class Courier:
    """Carries one delivery out, and keeps the store's manifest true meanwhile."""

    store: Store
    delivery: Delivery
    claim: Claim
    manifest: Manifest
    version: Version | None
    tell: Tell
    files: dict[str, Held] = field(init=False)
    pending: dict[str, Held] = field(init=False)
    left: set[str] = field(init=False)
    noted: float = field(init=False)

    def run(self) -> None:
        """Do all of it, or leave notes of what was done."""
        gone = {*self.delivery.vanished}
        self.files = {path: one for path, one in self.manifest.files.items() if path not in gone}
        self.pending = {
            put.file.path: Held(put.file.digest, put.file.size, put.file.headers)
            for put in self.delivery.puts
        }
        self.left = {*self.delivery.removals}
        self._note(self.claim)
        try:
            self._carry_out()
        except BaseException as error:
            if not (isinstance(error, DeliveryFailed) and error.code == OVERTAKEN):
                with suppress(DeliveryFailed):
                    self._note(None)
            raise
        self._note(None)

    def _carry_out(self) -> None:
        total = len(self.pending)
        for group in self.delivery.groups:
            self.store.put(group, lambda path, size: self._written(path, size, total))
        self.store.remove(self.delivery.removals, self._removed)

    def _written(self, path: str, size: int, total: int) -> None:
        """Note a file that is there now; told a second time it is no other."""
        planned = self.pending.pop(path, None)
        if planned is not None:
            self.files[path] = replace(planned, size=size)
            self.tell(UPLOAD, total - len(self.pending), total)
            self._checkpoint()

    def _removed(self, path: str, _size: int) -> None:
        self.files.pop(path, None)
        self.left.discard(path)
        total = len(self.delivery.removals)
        self.tell(REMOVE, total - len(self.left), total)
        self._checkpoint()

    def _checkpoint(self) -> None:
        if time.monotonic() - self.noted > CHECKPOINT:
            self._note(replace(self.claim, until=int(time.time()) + CLAIMED))

    def _note(self, claim: Claim | None) -> None:
        """Write the manifest: what is there, what may be, and who is at it."""
        pending = frozenset({*self.pending, *(self.manifest.pending & self.left)})
        data = write_manifest(Manifest(self.files, self.delivery.retired, pending, claim))
        self.version = self.store.write(MANIFEST, data, self.version)
        self.noted = time.monotonic()
