"""A third language, written from the right, is two files of data: no code, no template."""

import re
import shutil
from pathlib import Path

import pytest
from papers import ROOT, build, tree, with_urdu


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = with_urdu(tmp_path_factory.mktemp("urdu"))
    report = build(folder)
    assert report.published, report.problems
    return folder


def read(site: Path, path: str) -> str:
    return (site / "output" / path / "index.html").read_text("utf-8")


def test_urdu_pages_are_written_from_the_right(site: Path) -> None:
    page = read(site, "ur/sports/urdu-notebook")
    assert re.search(r'<html lang="ur" dir="rtl">', page)
    assert '<span lang="en" dir="ltr">Test match</span>' in page
    assert "ترجمہ" not in page  # words come from the strings file alone


def test_a_translation_inherits_and_is_linked_from_its_sisters(site: Path) -> None:
    page = read(site, "ur/geo-politics/pakistan-afghanistan-talks-istanbul")
    assert 'datetime="2025-11-06' in page
    english = read(site, "en/geo-politics/pakistan-afghanistan-talks-istanbul")
    for html in (page, english):
        found = set(re.findall(r'hreflang="([^"]+)" href="https', html))
        assert found >= {"en", "hi", "ur", "x-default"}


def test_labels_join_the_names_that_exist(site: Path) -> None:
    page = read(site, "ur/sports/urdu-notebook")
    label = re.search(r'data-role="category">(.*?)</p>', page, re.DOTALL)
    assert label is not None
    assert re.sub(r"<[^>]+>", "", label[1]).split() == ["Sports", "/", "खेल"]


def test_other_pages_stay_as_they_were(site: Path, tmp_path: Path) -> None:
    for name in ("content", "media"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "site.yaml", tmp_path)
    build(tmp_path)
    before, after = tree(tmp_path / "output"), tree(site / "output")
    assert set(before) <= set(after)
    own = [path for path in after if path not in before and not path.startswith("assets/")]
    assert all(path.startswith("ur/") for path in own), own
