"""A new newsroom is whole, and its samples are today's news."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desk.newsroom import ROOT, newsroom

from generator.desk.starter import init
from generator.model.story import Article
from generator.stages.markup import Converter
from generator.stages.parse import context, parse

# Before and after any date that the samples themselves may have.
NOWS = (datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC), datetime(2031, 3, 4, tzinfo=UTC))


def articles(site: Path) -> list[Article]:
    found = []
    for file in sorted((site / "content").rglob("*.md")):
        path = file.relative_to(site).as_posix()
        parsed, problems = parse(path, file.read_text("utf-8"), context(newsroom()), Converter())
        assert problems == ()
        assert parsed is not None
        found.append(parsed.article)
    return found


@pytest.mark.parametrize("now", NOWS, ids=str)
def test_a_new_newsroom(tmp_path: Path, now: datetime) -> None:
    folder = tmp_path / "new" / "paper"
    result = init(folder, now)
    assert result.problems == ()
    written = sorted(one for one in folder.rglob("*") if one.is_file())
    assert sorted(result.paths) == written
    workflow = ROOT / "generator/starter/ci.yml"
    assert (folder / ".github/workflows/khabar.yml").read_bytes() == workflow.read_bytes()
    for name in ("site.yaml", "media/logo.png"):
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes()
    assert (folder / ".gitignore").read_text("utf-8").split() == ["output/", ".khabar/"]
    assert "khabar serve" in (folder / "README.md").read_text("utf-8")


@pytest.mark.parametrize("now", NOWS, ids=str)
def test_two_samples_in_each_language_have_just_come_out(tmp_path: Path, now: datetime) -> None:
    init(tmp_path, now)
    found = [one for one in articles(tmp_path) if not one.story.startswith("pages/")]
    for language in newsroom().languages:
        assert len([one for one in found if one.lang == language.code]) >= 2
    dates = [one.date for one in found if one.date]
    assert max(dates) <= now
    assert now - max(dates) < timedelta(hours=2)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    result = init(tmp_path, NOWS[0])
    assert [one.code for one in result.problems] == ["folder-not-empty"]
    assert result.paths == ()
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert init(tmp_path, NOWS[0]).problems == ()
