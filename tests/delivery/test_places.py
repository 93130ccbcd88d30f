"""Publishing to folders, through rsync, to a branch, and to hosts with a command of their own."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from papers import tree

from delivery.newsroom import NEW, OLD, Newsroom

NOTE = "_khabar/manifest.json"
BRANCH = "gh-pages"
needs_rsync = pytest.mark.skipif(
    shutil.which("rsync") is None and os.environ.get("CI") != "true",
    reason="rsync is not installed (apt-get install rsync)",
)


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    who = ["-c", "user.name=Ritu", "-c", "user.email=ritu@paper.example"]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def published(folder: Path) -> dict[str, bytes]:
    """Give what a folder holds beside the notes, and old assets that are kept a day."""
    return {path: data for path, data in tree(folder).items() if path != NOTE}


@pytest.fixture
def pages(room: Newsroom) -> Path:
    """Make the bare repository that the target `pages` names."""
    folder = room.site.parent / "pages.git"
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare")
    return folder


@pytest.mark.parametrize("target", ["folder", pytest.param("synced", marks=needs_rsync)])
def test_a_folder_holds_the_paper_and_keeps_what_is_not_ours(room: Newsroom, target: str) -> None:
    folder = room.site.parent / {"folder": "live"}.get(target, target)
    assert room.deploy(target, OLD)[0] == 0
    assert published(folder) == room.tree(OLD)
    again = room.report(target, OLD)
    assert (again["puts"], again["removals"]) == ([], [])
    (folder / "theirs.txt").write_text("not ours", "utf-8")
    (folder / "index.html").unlink()
    found = room.report(target, NEW)
    held = published(folder)
    assert held.pop("theirs.txt") == b"not ours"
    kept = found["kept_for_a_day"]
    assert kept
    assert {path: data for path, data in held.items() if path not in kept} == room.tree(NEW)
    assert not (folder / "hi" / "khel" / "maidan").exists()


@pytest.mark.parametrize("path", [".", "../site/content/live", "../site/old/live", "..", "media"])
def test_a_folder_may_not_be_the_newsroom_or_the_paper(room: Newsroom, path: str) -> None:
    before = tree(room.site / "content")
    config = room.site / "site.yaml"
    config.write_text(config.read_text("utf-8").replace("../live", path), "utf-8")
    code, _, said = room.deploy("folder", OLD)
    assert code == 1
    assert "[deploy-place]" in said
    assert tree(room.site / "content") == before


def test_a_folder_of_other_things_is_left_alone(room: Newsroom) -> None:
    folder = room.site.parent / "live"
    folder.mkdir()
    (folder / "index.html").write_text("somebody's page", "utf-8")
    assert "[deploy-foreign]" in room.deploy("folder", OLD)[2]
    assert tree(folder) == {"index.html": b"somebody's page"}


def test_a_branch_is_one_commit_upon_the_last(room: Newsroom, pages: Path) -> None:
    assert room.deploy("pages", OLD)[0] == 0
    assert room.deploy("pages", OLD)[0] == 0
    assert git(pages, "rev-list", "--count", BRANCH) == "1"
    first = git(pages, "rev-parse", BRANCH)
    assert room.report("pages", NEW)["done"]
    assert git(pages, "rev-list", "--count", BRANCH) == "2"
    assert git(pages, "rev-parse", f"{BRANCH}^") == first
    out = room.site.parent / "out"
    git(room.site.parent, "clone", "--quiet", "--branch", BRANCH, str(pages), str(out))
    shutil.rmtree(out / ".git")
    held = tree(out)
    assert held.pop(".nojekyll") == b""
    assert held.pop("CNAME") == b"paper.example\n"
    assert held == room.tree(NEW)


def test_a_branch_that_moved_is_built_upon(room: Newsroom, pages: Path) -> None:
    room.deploy("pages", OLD)
    other = room.site.parent / "other"
    git(room.site.parent, "clone", "--quiet", "--branch", BRANCH, str(pages), str(other))
    (other / "theirs.txt").write_text("moved", "utf-8")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message", "Theirs")
    git(other, "push", "--quiet")
    theirs = git(pages, "rev-parse", BRANCH)
    assert room.deploy("pages", NEW)[0] == 0
    assert git(pages, "rev-parse", f"{BRANCH}^") == theirs


def test_a_branch_that_moves_during_the_push_is_fetched_again(room: Newsroom, pages: Path) -> None:
    """The hook of the first push moves the branch; git then refuses to overwrite it."""
    room.deploy("pages", OLD)
    last = git(pages, "rev-parse", BRANCH)
    moved = git(pages, "commit-tree", f"{last}^{{tree}}", "-p", last, "-m", "Theirs")
    hook = pages / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    update = f"env -u GIT_QUARANTINE_PATH git update-ref refs/heads/{BRANCH} {moved}"
    hook.write_text(f'#!/bin/sh\nrm -f "$0"\n{update}\n', "utf-8")
    hook.chmod(0o755)
    assert room.deploy("pages", NEW)[0] == 0
    assert git(pages, "rev-parse", f"{BRANCH}^") == moved


def test_the_checkout_is_left_alone(room: Newsroom, pages: Path) -> None:
    git(room.site, "init", "--quiet", "--initial-branch", "main")
    git(room.site, "remote", "add", "origin", str(pages))
    config = room.site / "site.yaml"
    config.write_text(config.read_text("utf-8").replace("../pages.git", "origin"), "utf-8")
    (room.site / ".gitignore").write_text(".khabar/\n", "utf-8")
    git(room.site, "add", "site.yaml", "content")
    git(room.site, "commit", "--quiet", "--message", "Stories")
    (room.site / "content" / "note.txt").write_text("not staged", "utf-8")
    before = git(room.site, "status", "--porcelain", "--branch"), git(room.site, "log")
    for output in (OLD, NEW):
        assert room.deploy("pages", output)[0] == 0
    assert (git(room.site, "status", "--porcelain", "--branch"), git(room.site, "log")) == before
    assert git(room.site, "branch", "--list").split() == ["*", "main"]
    assert git(pages, "rev-list", "--count", BRANCH) == "2"


def test_a_branch_of_sources_is_no_place_for_a_paper(room: Newsroom, pages: Path) -> None:
    git(room.site, "init", "--quiet", "--initial-branch", BRANCH)
    git(room.site, "add", "content")
    git(room.site, "commit", "--quiet", "--message", "Stories")
    git(room.site, "push", "--quiet", str(pages), BRANCH)
    before = git(pages, "rev-parse", BRANCH)
    assert "[deploy-foreign]" in room.deploy("pages", OLD)[2]
    assert git(pages, "rev-parse", BRANCH) == before


def test_a_remote_that_is_not_there_is_told(room: Newsroom) -> None:
    code, _, said = room.deploy("pages", OLD)
    assert code == 1
    assert "git fetch" in said
    assert "[deploy-failed]" in said


def test_hosts_are_named_their_command(room: Newsroom) -> None:
    said = room.deploy("netlify", OLD)[1]
    assert said == f"netlify deploy --prod --no-build --dir={room.site / OLD} --site=my-paper\n"
    said = room.deploy("cloudflare", OLD)[1]
    assert said.startswith("npx wrangler pages deploy ")
    assert said.endswith("--project-name=my-paper\n")


def test_a_host_s_command_is_run_where_that_is_wanted(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "netlify").write_text('#!/bin/sh\necho "$@" > "$0.said"\n', "utf-8")
    (tools / "netlify").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    config = room.site / "site.yaml"
    text = config.read_text("utf-8").replace("project: my-paper", "project: my-paper, run: true")
    config.write_text(text, "utf-8")
    assert room.deploy("netlify", OLD, "--dry-run")[0] == 0
    assert not (tools / "netlify.said").exists()
    assert room.deploy("netlify", OLD)[0] == 0
    assert "--prod" in (tools / "netlify.said").read_text("utf-8")
    assert "[deploy-program]" in room.deploy("cloudflare", OLD)[2] or shutil.which("npx")


def test_memory_rehearses_everything(room: Newsroom) -> None:
    assert len(room.report("memory", OLD)["puts"]) == len(room.tree(OLD))
