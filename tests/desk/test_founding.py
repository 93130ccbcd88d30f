"""A newsroom is founded from a few answers, in any language that the theme speaks and some more."""

import os
import pty
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from desk.newsroom import ROOT
from papers import NOW, build

from generator.cli import main
from generator.desk.charter import Answers
from generator.desk.starter import STARTER, init, tables
from generator.model.config import SiteConfig
from generator.stages.configure import configure

MOMENT = datetime.fromisoformat(NOW)
SAMPLES = 2


def khabar(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def founded(site: Path, answers: Answers) -> SiteConfig:
    result = init(site, MOMENT, answers)
    assert result.problems == ()
    config, problems = configure((site / "site.yaml").read_text("utf-8"))
    assert problems == ()
    assert config is not None
    return config


def samples(site: Path, code: str) -> list[Path]:
    stories = (site / "content").glob(f"*/*/{code}.md")
    return sorted(one for one in stories if "pages" not in one.parts)


@pytest.mark.parametrize("codes", [("en", "hi", "ur"), ("hi",), ("en",), ("ur",)])
def test_any_choice_of_languages_builds_and_checks_without_a_problem(
    codes: tuple[str, ...], tmp_path: Path
) -> None:
    config = founded(tmp_path, Answers(languages=codes))
    assert tuple(one.code for one in config.languages) == codes
    assert build(tmp_path, cards=True).problems == ()
    assert khabar("check", "--site", str(tmp_path), "--now", NOW).output == "no problems\n"
    principles = config.publisher.principles
    assert (tmp_path / "output" / principles.strip("/") / "index.html").is_file()
    for code in codes:
        assert len(samples(tmp_path, code)) == SAMPLES
        assert (tmp_path / "output" / code / "about" / "index.html").is_file()
    others = {"en", "hi", "ur"} - set(codes)
    assert [one for code in others for one in tmp_path.rglob(f"{code}.md")] == []


@pytest.mark.parametrize("named", tables().sets)
def test_a_starter_set_is_the_menu_and_holds_the_samples(named: str, tmp_path: Path) -> None:
    config = founded(tmp_path, Answers(title="Patna Post", categories=named))
    ids = [one.id for one in config.categories]
    assert ids == list(tables().categories(named))
    assert {one.parts[-3] for one in samples(tmp_path, "hi")} <= set(ids)
    assert khabar("check", "--site", str(tmp_path), "--now", NOW).output == "no problems\n"
    text = "".join(one.read_text("utf-8") for one in samples(tmp_path, "en"))
    told = {
        one.relative_to(tmp_path / "content").parent.as_posix() for one in samples(tmp_path, "en")
    }
    assert all(story in text for story in told), "the samples name their folders and each other"


def test_every_set_has_its_names_in_every_language_with_samples() -> None:
    codes = {one.stem for one in (STARTER / "content/pages/about").glob("*.md")}
    assert codes == {"en", "hi", "ur"}
    found: dict[tuple[str, str], set[str]] = {}
    for one in tables().names:
        found.setdefault((one.kind, one.id), set()).add(one.language)
    assert all(languages == codes for languages in found.values()), found


def test_the_answers_stand_in_site_yaml(tmp_path: Path) -> None:
    said = (
        "--title",
        'The "Ganga": #1',
        "--languages",
        "hi,en",
        "--base-url",
        "https://g.example/x",
    )
    site = tmp_path / "site"
    assert khabar("init", str(site), "--yes", *said, "--categories", "campus").exit_code == 0
    written = yaml.safe_load((site / "site.yaml").read_text("utf-8"))
    assert written["title"] == 'The "Ganga": #1'
    assert written["base_url"] == "https://g.example/x"
    assert list(written["languages"]) == ["hi", "en"]
    assert "campus" in written["categories"]
    assert [one["name"] for one in written["social"]] == [
        "Instagram", "Facebook", "YouTube", "Twitter", "Koo",
    ]  # fmt: skip
    hosts = [one["url"].split("/")[2] for one in (*written["social"], *written["podcasts"])]
    assert all(host.endswith(".example") for host in hosts), "nobody's address is guessed"


def test_a_language_without_samples_is_said_to_have_none(tmp_path: Path) -> None:
    told = khabar("init", str(tmp_path / "site"), "--yes", "--languages", "ta,en").output
    assert "There are no samples in ta" in told
    assert build(tmp_path / "site").published
    found = build(tmp_path / "site").problems
    assert [one.code for one in found if one.severity == "error"] == []


@pytest.mark.parametrize(
    "wrong",
    [("--languages", "en,xx"), ("--categories", "campsu"), ("--base-url", "ftp://a.example/")],
    ids=lambda one: one[0],
)
def test_what_is_wrong_makes_no_newsroom(wrong: tuple[str, str], tmp_path: Path) -> None:
    result = khabar("init", str(tmp_path / "site"), "--yes", *wrong)
    assert result.exit_code == 2
    assert not (tmp_path / "site").exists()


def test_on_a_terminal_it_asks_and_takes_an_empty_answer_for_the_usual(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator", "init", str(tmp_path / "site")]
    os.write(ours, b"Patna Post\nhi,xx\nhi\nlocal\n\n")
    done = subprocess.run(command, stdin=theirs, capture_output=True, check=True, cwd=ROOT)
    os.close(ours)
    os.close(theirs)
    assert "xx is none of" in done.stdout.decode()
    written = yaml.safe_load((tmp_path / "site/site.yaml").read_text("utf-8"))
    assert written["title"] == "Patna Post"
    assert list(written["languages"]) == ["hi"]
    assert written["base_url"] == "https://patna-post.example/"
    assert "city" in written["categories"]
