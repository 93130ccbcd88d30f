"""Importing writes where it should, and never over anything."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from desk.newsroom import newsroom
from desk.pages import ENGLISH, HINDI

from generator.desk.importers import import_file, importer_for
from generator.desk.importers.shapes import ImportOptions, ImportResult
from generator.desk.placing import story_folder
from generator.model.problem import failed

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def imported(site: Path, data: bytes | str, name: str = "page.txt") -> ImportResult:
    file = site / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return import_file(site, file, newsroom(), ImportOptions(now=NOW))


def story(site: Path, path: str, title: str) -> None:
    file = site / "content" / path
    file.parent.mkdir(parents=True)
    file.write_text(f"---\ntitle: {title}\ndate: 2026-01-01\n---\n\nText.\n", "utf-8")


def test_a_story_is_filed_by_category_headline_and_language(tmp_path: Path) -> None:
    (file,) = imported(tmp_path, HINDI.text()).paths
    parts = file.relative_to(tmp_path).parts
    assert parts[:2] == ("content", "bihar")
    assert parts[3] == "hi.md"
    assert parts[2].isascii()
    assert 10 < len(parts[2]) <= 60
    written = file.read_text("utf-8")
    assert written.startswith(f'---\ntitle: "{HINDI.headline}"\ndeck: {HINDI.deck}\n')
    assert written.endswith("---\n\n" + "\n\n".join(HINDI.body) + "\n")


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    (file,) = imported(tmp_path, ENGLISH.text()).paths
    file.write_text("mine", "utf-8")
    again = imported(tmp_path, ENGLISH.text())
    assert again.paths == ()
    assert [one.code for one in again.problems if failed((one,))] == ["import-exists"]
    assert file.read_text("utf-8") == "mine"


def test_related_headlines_that_exist_become_related(tmp_path: Path) -> None:
    story(tmp_path, "culture/fair/en.md", "'sonepur fair opens a week late and nobody minds'")
    story(tmp_path, "culture/fair/sub/en.md", "Another")
    story(tmp_path, "pages/about/en.md", '"Read It Twice: A Headmaster’s Letter to His Last Class"')
    story(tmp_path, "broken/en/en.md", "[")
    result = imported(tmp_path, ENGLISH.text())
    assert "\nrelated: [culture/fair]\n" in result.paths[0].read_text("utf-8")
    missing = [one for one in result.problems if one.code == "import-no-such-story"]
    assert [dict(one.details)["headline"] for one in missing] == [ENGLISH.related[1]]
    lines = ENGLISH.text().split("\n")
    assert [lines[one.line - 1] for one in missing] == [ENGLISH.related[1]]


def test_texts_of_other_encodings(tmp_path: Path) -> None:
    (file,) = imported(tmp_path, HINDI.text().encode("utf-16")).paths
    assert HINDI.headline in file.read_text("utf-8")
    for data, line in ((b"Bihar\n\n\xff\xfeHeadline", 3), (b"\xff\xfe\x00", 1)):
        result = imported(tmp_path, data)
        assert [(one.code, one.line) for one in result.problems] == [("import-not-text", line)]
        assert result.paths == ()


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert [one.code for one in imported(tmp_path, "x" * 600_000).problems] == ["too-large"]
    gone = import_file(tmp_path, tmp_path / "gone.txt", newsroom(), ImportOptions(now=NOW))
    assert [one.code for one in gone.problems] == ["unreadable-file"]


@pytest.mark.parametrize("headline", ["Con", "aux", "NUL"])
def test_every_headline_gives_a_folder_that_all_systems_can_have(
    tmp_path: Path, headline: str
) -> None:
    (file,) = imported(tmp_path, ENGLISH.but(headline=headline, caption="", deck="").text()).paths
    assert file.parent.name == f"{headline.lower()}-1"


def test_folders_of_odd_headlines() -> None:
    assert story_folder("— ! —") == "story"
    assert story_folder("a" * 200) == "a" * 60
    assert story_folder("word " * 40) == "-".join(["word"] * 12)


def test_forms_that_nobody_reads(tmp_path: Path) -> None:
    assert importer_for(tmp_path) is None
    result = imported(tmp_path, "<rss/>", "feed.xml")
    assert [one.code for one in result.problems] == ["import-unknown-form"]
