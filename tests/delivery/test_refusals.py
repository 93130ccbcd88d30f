"""What is no whole paper of ours goes nowhere, and nothing is removed for its sake."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import build

from delivery.newsroom import NEW, OLD, SECRET, Newsroom


def emptied(output: Path) -> None:
    shutil.rmtree(output)
    output.mkdir()


def unmarked(output: Path) -> None:
    (output / "404.html").write_text("<title>Somebody's page</title>", "utf-8")


def staged(output: Path) -> None:
    output.with_name(f".{output.name}.khabar-new").mkdir()


def taken_over(output: Path) -> None:
    notes = output / "_khabar"
    notes.mkdir()
    (notes / "manifest.json").write_text("{}", "utf-8")


def linked(output: Path) -> None:
    output.rename(output.with_name("elsewhere"))
    output.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (emptied, "deploy-empty"),
        (shutil.rmtree, "deploy-empty"),
        (unmarked, "deploy-not-ours"),
        (lambda output: (output / "404.html").unlink(), "deploy-not-ours"),
        (linked, "deploy-not-ours"),
        (staged, "deploy-unfinished"),
        (taken_over, "deploy-notes"),
    ],
)
def test_what_is_no_paper_is_refused(
    room: Newsroom, spoil: Callable[[Path], None], code: str
) -> None:
    room.deploy("live", OLD)
    before = dict(room.house.things)
    room.house.asked.clear()
    spoil(room.site / NEW)
    exit_code, _, said = room.deploy("live", NEW)
    assert exit_code == 1
    assert f"[{code}]" in said
    assert room.house.asked == []
    assert room.house.things == before


def test_a_preview_is_refused(room: Newsroom) -> None:
    preview = room.site / ".khabar" / "preview"
    assert build(room.site, preview, drafts=True).published
    assert "[deploy-preview]" in room.deploy("live", ".khabar/preview")[2]


def test_half_a_paper_is_refused(room: Newsroom) -> None:
    assert build(room.site, room.site / NEW).published
    shutil.rmtree(room.site / NEW / "en")
    code, _, said = room.deploy("live", NEW)
    assert code == 1
    assert "[deploy-half]" in said
    assert room.house.asked == []


def test_a_target_that_is_not_named_lists_those_that_are(room: Newsroom) -> None:
    code, _, said = room.deploy("foldr")
    assert code == 2
    assert "Did you mean “folder”?" in said
    code, _, said = room.deploy("")
    assert code == 2
    assert "netlify" in said


def test_without_obstore_the_command_that_installs_it_is_told(room: Newsroom) -> None:
    code = "import sys; sys.modules['obstore'] = None; from generator.cli import main; main()"
    arguments = ["deploy", "live", "--site", str(room.site), "--output", str(room.site / OLD)]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'khabar[deploy]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_credentials_their_lack_is_told(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    # Where a cloud would tell them; nobody is there, and no network is asked.
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", "http://127.0.0.1:9/169.254.169.254")
    code, _, said = room.deploy("live")
    assert code == 1
    assert "[deploy-credentials]" in said


@pytest.mark.parametrize(
    "row",
    [
        f"{{kind: s3, bucket: paper, secret_access_key: {SECRET}}}",
        f"{{kind: s3, bucket: paper, wrong: 1, access-key-id: {SECRET}}}",
        f"{{kind: azure, account: a, container: c, sas: {SECRET}}}",
        f"{{kind: git, remote: 'https://me:{SECRET}@git.example/paper.git'}}",
        f"{{kind: s3, bucket: paper, endpoint: 'https://me:{SECRET}@s3.example'}}",
        f"{{kind: s3, bucket: paper, token: {SECRET}, region: [1]}}",
    ],
)
def test_a_credential_in_site_yaml_is_refused_and_not_shown(room: Newsroom, row: str) -> None:
    config = room.site / "site.yaml"
    config.write_text(config.read_text("utf-8") + f"  bad: {row}\n", "utf-8")
    code, said, remarks = room.deploy("live")
    assert code == 1
    assert "[secret-in-site]" in remarks
    assert SECRET not in said + remarks
    line = config.read_text("utf-8").count("\n")
    assert f"site.yaml:{line}:" in remarks


def test_a_message_of_git_hides_credentials_of_the_address(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newsroom's repository may hold an address with a token in it, as CI systems write them."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for arguments in (
        ["init", "-q"],
        ["remote", "add", "origin", f"https://x:{SECRET}@127.0.0.1:9/p"],
    ):
        subprocess.run(["git", *arguments], cwd=room.site, check=True, env=dict(os.environ))
    config = room.site / "site.yaml"
    config.write_text(config.read_text("utf-8").replace("../pages.git", "origin"), "utf-8")
    code, said, remarks = room.deploy("pages")
    assert code == 1
    assert "[deploy-failed]" in remarks
    assert SECRET not in said + remarks
