"""The way from output/ to readers: look, plan, deliver.

The newsroom's lock is held from the look to the end, so that no build changes the paper
under way. What cannot be a whole paper of ours is refused by name before a target is asked.
"""

from dataclasses import replace

from generator.build.courier import Errand, carry
from generator.build.timer import Tell
from generator.edges.cache import open_cache
from generator.edges.deploy import open_store
from generator.edges.deploy.branch import Repository, Snapshot
from generator.edges.deploy.host import command_of, run_host
from generator.edges.deploy.reading import digest_of, read_file
from generator.edges.deploy.storage import coding
from generator.edges.disk import is_unfinished, lock, made_by_khabar, survey
from generator.edges.package import code_version
from generator.model.delivery import (
    Branch,
    Delivery,
    DeliveryFailed,
    File,
    Headers,
    Held,
    Host,
    Manifest,
    Receipt,
    Storage,
)
from generator.stages.address import NOT_FOUND, Addresses
from generator.stages.caching import headers, lasts
from generator.stages.delivery import GROUPS, NOTES, deliver, group_of, too_many

INDEX = "index.html"
NO_JEKYLL, CNAME = ".nojekyll", "CNAME"
# Hosts of pages that belong to the platform: they need no CNAME.
PLATFORMS = (".github.io", ".gitlab.io", ".codeberg.page")


def run_errand(errand: Errand, tell: Tell) -> Receipt:
    """Deliver output/ to a target; raises Busy, DeliveryFailed, or OSError of this machine's."""
    with lock(errand.cache):
        check_paper(errand)
        target = errand.target
        if isinstance(target, Host):
            return _to_host(errand, target)
        encoding = coding(target) if isinstance(target, Storage) else ""
        files = _files(errand, encoding, told=isinstance(target, Storage))
        if isinstance(target, Branch):
            receipt = _to_branch(errand, target, files)
        else:
            store = open_store(target, errand.output, errand.site)
            receipt = carry(store, files, errand, tell)
    return replace(receipt, urls=_urls(receipt.delivery, errand.base_url))


def check_paper(errand: Errand) -> None:
    """Raise DeliveryFailed unless output/ is a whole paper that a build has finished."""
    output, name = errand.output, errand.output.name
    if output.resolve().is_relative_to(errand.cache.resolve()):
        raise DeliveryFailed("deploy-preview", path=name)
    if is_unfinished(output, errand.cache):
        raise DeliveryFailed("deploy-unfinished", path=name)
    held = survey(output)
    if not held:
        raise DeliveryFailed("deploy-empty", path=name)
    if NOT_FOUND not in held or output.is_symlink() or not made_by_khabar(output):
        raise DeliveryFailed("deploy-not-ours", path=name)
    if any(path.startswith(NOTES) for path in held):
        raise DeliveryFailed("deploy-notes", path=NOTES)
    with open_cache(errand.cache, code_version()) as cache:
        lost = sorted(cache.manifest(str(output)).keys() - held)
    if lost:
        raise DeliveryFailed("deploy-half", path=lost[0], number=str(len(lost)))


def _files(errand: Errand, encoding: str, *, told: bool) -> tuple[File, ...]:
    """Read output/; told: the target takes headers, in this encoding of texts."""
    found = []
    for path in sorted(survey(errand.output)):
        data = read_file(errand.output, path)
        said: Headers = headers(path, encoding) if told else ()
        found.append(File(path, digest_of(data), len(data), group_of(path, data), said))
    return tuple(found)


def _to_host(errand: Errand, target: Host) -> Receipt:
    """Run the host's own command, or name it."""
    if target.run and not errand.rehearse:
        return Receipt(Delivery(), done=True, remark=run_host(target, errand.output, errand.site))
    return Receipt(Delivery(), done=False, remark=" ".join(command_of(target, errand.output)))


def _to_branch(errand: Errand, target: Branch, files: tuple[File, ...]) -> Receipt:
    """Make one commit of the paper, if it is another than the last."""
    repository = Repository(target, errand.site, errand.cache)
    last = repository.fetch()
    paths = [one.path for one in files]
    extras = _extras(target, errand.base_url, paths)
    paper = repository.snapshot(errand.output, paths, extras)
    delivery = _compared(files, last, paper)
    limit = too_many(delivery, len(last.blobs), errand.most)
    if limit >= 0:
        number = str(len(delivery.removals))
        raise DeliveryFailed("deploy-removals", number=number, limit=str(limit))
    if errand.rehearse or delivery.empty:
        return Receipt(delivery, done=not errand.rehearse)
    written, removed = len(delivery.puts), len(delivery.removals)
    message = f"Publish {errand.base_url}\n\n{written} files written, {removed} removed"
    commit = repository.publish(paper, last, message)
    return Receipt(delivery, done=True, remark=commit)


def _extras(target: Branch, base_url: str, paths: list[str]) -> dict[str, bytes]:
    """Give what hosts of pages want to find: no Jekyll, and the paper's own domain."""
    extras = {NO_JEKYLL: b""}
    host = target.cname or base_url.partition("//")[2].partition("/")[0].partition(":")[0]
    own = "." in host and not host.endswith(PLATFORMS)
    if target.cname or own:
        extras[CNAME] = f"{host}\n".encode()
    return {path: data for path, data in extras.items() if path not in paths}


def _compared(files: tuple[File, ...], last: Snapshot, paper: Snapshot) -> Delivery:
    """Compare two trees as `deliver` compares a paper with what a target holds."""
    before = {path: Held(blob, 0) for path, blob in last.blobs.items()}
    groups = {one.path: one.group for one in files}
    now = tuple(
        File(path, paper.blobs[path], 0, groups.get(path, GROUPS[0])) for path in paper.blobs
    )
    listing = dict.fromkeys(before, 0)
    found = deliver(now, Manifest(before), listing, 0)
    # A branch is exchanged as a whole: nothing has to be kept for a moment between.
    removals = tuple(sorted({*found.removals, *found.retired}))
    return replace(found, removals=removals, retired={})


def _urls(delivery: Delivery, base_url: str) -> tuple[str, ...]:
    """Give the addresses whose bytes change; what is named by what it holds never does."""
    addresses = Addresses(base_url)
    paths = {*(put.file.path for put in delivery.puts), *delivery.removals}
    shown = (path for path in paths if not lasts(path) and not path.startswith((".", "_")))
    return tuple(sorted(addresses.absolute(_place(path)) for path in shown))


def _place(path: str) -> str:
    return path.removesuffix(INDEX) if f"/{path}".endswith(f"/{INDEX}") else path
