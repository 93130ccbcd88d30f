"""A branch of a git repository: the paper as one commit upon the last, and never by force.

Works on an index of its own, so that the newsroom's checkout is left alone. A remote of the
newsroom's repository is reached from that repository, where its credentials are known; any
other through a small bare one in the cache. A commit that is refused because the branch has
moved on is made again upon what came.
"""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.edges.deploy.command import Command
from generator.model.delivery import Branch, DeliveryFailed

_REFS = "refs/khabar/"
_PLAIN = ("-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "commit.gpgSign=false")
_SOMEBODY = ("Khabar", "khabar@localhost")  # who commits where git knows no name
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "https:http:ssh:git:file",
    "LC_ALL": "C",
}
_TRIES = 5
_MOVED = ("fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to update")
_NO_BRANCH = "couldn't find remote ref"
_MARKED, _MARK = "404.html", b'<meta name="generator" content="Khabar'
_BESIDE = frozenset(("README.md", "LICENSE", "CNAME", ".nojekyll", ".gitignore", "index.html"))
_FILE_MODE = "100644"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A tree of the repository and the blobs in it by path; commit: "" where there is none."""

    commit: str
    tree: str
    blobs: Mapping[str, str]


class Repository:
    """Where commits of the paper are made. Every method raises DeliveryFailed."""

    def __init__(self, target: Branch, site: Path, cache: Path) -> None:
        self._target = target
        own = _repository_of(site, target.remote)
        self._shallow = own is None or (own / "shallow").exists()
        self._folder = cache / "deploy" / f"{target.name}.git" if own is None else own
        self._remote = target.remote if own else _address(target.remote, site)
        place = {**_QUIET, "GIT_DIR": str(self._folder)}
        if own is None:
            self._folder.mkdir(parents=True, exist_ok=True)
        self._git = Command(("git", *_PLAIN), place, site)
        if own is None:
            self._do("init", "--quiet", "--bare")
        self._ref = f"{_REFS}{target.name}"

    def fetch(self) -> Snapshot:
        """Give the branch as it is; empty where it does not exist."""
        depth = ("--depth=1",) if self._shallow else ()
        names = f"+refs/heads/{self._target.branch}:{self._ref}"
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", *depth)
        outcome = self._git.run(("fetch", *options, "--", self._remote, names))
        if outcome.code and _NO_BRANCH in outcome.errors:
            return Snapshot("", "", {})
        if outcome.code:
            raise DeliveryFailed("deploy-failed", path="git fetch", reason=outcome.reason)
        commit = self._do("rev-parse", "--verify", f"{self._ref}^{{commit}}")
        found = self._snapshot(self._do("rev-parse", f"{commit}^{{tree}}"), commit)
        self._check_ours(found)
        return found

    def snapshot(self, output: Path, paths: Sequence[str], extras: Mapping[str, bytes]) -> Snapshot:
        """Give the paper as a tree; extras: files that it has on this branch alone.

        Blobs hold the bytes of the files: no filter and no attribute of git's has a say.
        """
        with tempfile.TemporaryDirectory() as room:
            index = {"GIT_INDEX_FILE": f"{room}/index"}
            environment = {**self._git.environment, **index}
            git = Command(self._git.arguments, environment, output)
            given = "".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape")
            told = self._done(
                git, "hash-object", "-w", "--no-filters", "--stdin-paths", given=given
            )
            blobs = dict(zip(paths, told.split(), strict=True))
            for path, data in extras.items():
                blobs[path] = self._done(git, "hash-object", "-w", "--stdin", given=data)
            rows = "".join(f"{_FILE_MODE} {blob}\t{path}\0" for path, blob in blobs.items())
            given = rows.encode("utf-8", "surrogateescape")
            self._done(git, "update-index", "-z", "--add", "--index-info", given=given)
            return self._snapshot(self._done(git, "write-tree"), "")

    def publish(self, paper: Snapshot, parent: Snapshot, message: str) -> str:
        """Commit a paper upon a branch and push it; give the commit.

        Where the branch has moved meanwhile, the commit goes on top of what came.
        """
        for _ in range(_TRIES):
            parents = ("-p", parent.commit) if parent.commit else ()
            commit = self._commit(paper, parents, message)
            names = f"{commit}:refs/heads/{self._target.branch}"
            outcome = self._git.run(("push", "--quiet", "--", self._remote, names))
            if not outcome.code:
                self._do("update-ref", self._ref, commit)
                return commit
            if not any(one in outcome.errors for one in _MOVED):
                raise DeliveryFailed("deploy-failed", path="git push", reason=outcome.reason)
            parent = self.fetch()
        raise DeliveryFailed("deploy-moving", branch=self._target.branch)

    def _commit(self, paper: Snapshot, parents: Sequence[str], message: str) -> str:
        known = self._git.run(("var", "GIT_COMMITTER_IDENT"))
        who: dict[str, str] = {}
        if known.code:
            name, mail = _SOMEBODY
            for role in ("AUTHOR", "COMMITTER"):
                who |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": mail}
        environment = {**self._git.environment, **who}
        git = Command(self._git.arguments, environment, self._git.folder)
        return self._done(git, "commit-tree", paper.tree, *parents, "-m", message)

    def _snapshot(self, tree: str, commit: str) -> Snapshot:
        rows = self._do("ls-tree", "-r", "-z", "--full-tree", tree).split("\0")
        cells = (row.partition("\t") for row in rows if row)
        return Snapshot(commit, tree, {path: told.split()[2] for told, _, path in cells})

    def _check_ours(self, found: Snapshot) -> None:
        """Refuse a branch that holds something else: sources, say, because of a wrong name."""
        if found.blobs.keys() <= _BESIDE:
            return
        blob = found.blobs.get(_MARKED)
        page = self._git.run(("cat-file", "blob", blob)).out if blob else b""
        if _MARK not in page:
            raise DeliveryFailed("deploy-foreign", path=self._target.branch)

    def _do(self, *arguments: str) -> str:
        return self._done(self._git, *arguments)

    def _done(self, git: Command, *arguments: str, given: bytes = b"") -> str:
        outcome = git.run(arguments, given)
        if outcome.code:
            reason = outcome.reason
            raise DeliveryFailed("deploy-failed", path=f"git {arguments[0]}", reason=reason)
        return os.fsdecode(outcome.out).strip("\n")


def _repository_of(site: Path, remote: str) -> Path | None:
    """Give the newsroom's repository if it knows a remote of this name."""
    try:
        git = Command(("git",), {"LC_ALL": "C"}, site)
        known = git.run(("remote",))
        if known.code or remote not in known.out.decode(errors="replace").split():
            return None
        place = git.run(("rev-parse", "--absolute-git-dir"))
    except subprocess.SubprocessError:
        return None
    return None if place.code else Path(os.fsdecode(place.out).strip())


def _address(remote: str, site: Path) -> str:
    """Give an address as it is, and a path as the newsroom's."""
    if ":" in remote:
        return remote
    return str((site / Path(remote).expanduser()).resolve())
