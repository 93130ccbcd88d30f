"""Whole small papers, and what they have to come out as.

Each folder of tests/golden holds `site.txt`, a paper of which the first lines name the moment
and the pages to compare, and `expected/`: all paths of the output, and an outline of each of
those pages. After a change that is meant: `KHABAR_GOLDEN=write make test`, then read the diff.
"""

import os
import re
from pathlib import Path

import pytest
from outline import outline
from papers import NOW, build, lay, tree
from reading import dead, foreign, nested_links, one_way, pages, twins

GOLDEN = Path(__file__).parent / "golden"
PAPERS = sorted(one.name for one in GOLDEN.iterdir() if one.is_dir())
WRITE = os.environ.get("KHABAR_GOLDEN") == "write"


def settings(text: str) -> dict[str, list[str]]:
    """Read the lines above the first file: `page: PATH`, `now: MOMENT`."""
    found: dict[str, list[str]] = {}
    for line in text.partition("\n-- ")[0].splitlines():
        name, _, value = line.partition(": ")
        found.setdefault(name, []).append(value)
    return found


def base_of(text: str) -> str:
    """Give the paper's base URL with its last slash."""
    found = re.search(r"^base_url: (\S+)$", text, re.MULTILINE)
    assert found is not None
    return found[1].rstrip("/") + "/"


@pytest.fixture(scope="module", params=PAPERS)
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    name = str(request.param)
    site = lay(
        tmp_path_factory.mktemp("golden") / name, (GOLDEN / name / "site.txt").read_text("utf-8")
    )
    now = settings((GOLDEN / name / "site.txt").read_text("utf-8")).get("now", [NOW])[0]
    report = build(site, now=now)
    assert report.published, report.problems
    told = sorted(f"{one.path}:{one.line}: {one.severity} {one.code}" for one in report.problems)
    (site / "problems.txt").write_text("".join(f"{one}\n" for one in told), "utf-8")
    return site


def compare(site: Path, name: str, text: str) -> None:
    """Compare with what is expected, or write it down."""
    expected = GOLDEN / site.name / "expected" / name
    if WRITE:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")


def test_paths(paper: Path) -> None:
    paths = [one for one in tree(paper / "output") if not one.startswith("assets/")]
    compare(paper, "paths.txt", "".join(f"{one}\n" for one in paths))


def test_problems(paper: Path) -> None:
    compare(paper, "problems.txt", (paper / "problems.txt").read_text("utf-8"))


def test_pages(paper: Path) -> None:
    made = pages(paper / "output")
    wanted = settings((GOLDEN / paper.name / "site.txt").read_text("utf-8"))["page"]
    for path in wanted:
        name = path.removesuffix("index.html").strip("/").replace("/", "--") or "front"
        compare(paper, f"{name}.txt", outline(made[path]))


def test_every_page_keeps_the_promises_of_all_pages(paper: Path) -> None:
    output = paper / "output"
    base = base_of((GOLDEN / paper.name / "site.txt").read_text("utf-8"))
    for path, page in pages(output).items():
        assert foreign(page) == [], path
        assert twins(page) == [], path
        assert nested_links(page) == [], path
        assert len(page.find("h1")) == 1, path
        assert all("alt" in one.attributes for one in page.find("img")), path
        assert [one.tag for one in page.find("article")] in ([], ["article"]), path
    assert dead(output, base) == []
    assert one_way(output) == []
