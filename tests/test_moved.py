"""Addresses that readers were given: told of when they are lost, written back when asked."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from papers import NOW, SITE, STORIES, lay, tiny_theme, tree

from generator.cli import main

RAIN = "content/sports/final-over/en.md"
TALKS = "content/geo-politics/border-talks"
OVER_URL = "/en/sports/final-over/"
Moved = list[tuple[str, int, str]]


def khabar(site: Path, command: str, *options: str, now: str = NOW, code: int = 0) -> Result:
    arguments = [command, "--site", str(site), "--now", now, *options]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def moved(site: Path, command: str = "build", *options: str, **more: str) -> Moved:
    """Run a command; give path, line and address of each lost address that it tells of."""
    rows = json.loads(khabar(site, command, "--json", *options, **more).stdout)["problems"]  # type: ignore[arg-type] # now
    found = [row for row in rows if row["code"] == "moved-url"]
    assert {row["severity"] for row in found} <= {"warning"}
    return [(row["path"], row["line"], row["message"].split()[4].strip(",")) for row in found]


def edit(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def ledger(site: Path) -> list[str]:
    """Give the addresses in the ledger."""
    lines = (site / ".khabar/ledger.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)[0] for line in lines]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Lay and publish a paper."""
    lay(tmp_path, SITE + STORIES + tiny_theme())
    with (tmp_path / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mini\n")
    assert moved(tmp_path) == []
    return tmp_path


def test_every_published_article_is_in_the_ledger(site: Path) -> None:
    assert ledger(site) == [
        "en/about/",
        "en/geo-politics/border-talks/",
        "en/sports/final-over/",
        "hi/antarrashtriya/border-talks/",
        "hi/khel/maidan/",
    ]
    before = (site / ".khabar/ledger.jsonl").stat()
    assert moved(site) == []
    assert (site / ".khabar/ledger.jsonl").stat() == before


def test_a_new_slug_is_told_of_at_the_slug_until_it_is_aliased(site: Path) -> None:
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    found = [(RAIN, 3, OVER_URL)]
    assert moved(site, "check") == found
    assert moved(site) == moved(site) == moved(site, "check") == found
    said = khabar(site, "build").output
    assert f"aliases: [{OVER_URL}]" in said
    edit(site, RAIN, "tags:", f"aliases: [{OVER_URL}]\ntags:")
    assert moved(site, "check") == moved(site) == []
    assert "en/sports/final-over/index.html" in tree(site / "output")
    edit(site, RAIN, f"aliases: [{OVER_URL}]\n", "")
    assert moved(site) == found
    edit(site, RAIN, "slug: last-ball\n", "")
    assert [url for _, _, url in moved(site)] == ["/en/sports/last-ball/"]


def test_a_headline_moves_nothing(site: Path) -> None:
    edit(site, RAIN, "The final over", "The last of all overs")
    assert moved(site) == []


def test_a_renamed_folder_is_told_of_in_each_language(site: Path) -> None:
    (site / TALKS).rename(site / "content/geo-politics/talks")
    found = [
        ("content/geo-politics/talks/en.md", 1, "/en/geo-politics/border-talks/"),
        ("content/geo-politics/talks/hi.md", 1, "/hi/antarrashtriya/border-talks/"),
    ]
    assert moved(site, "check") == found
    assert moved(site) == found
    edit(site, "content/geo-politics/talks/en.md", "The two sides met on Friday.", "They met.")
    edit(site, "content/geo-politics/talks/en.md", "Talks at the border", "Talks")
    assert moved(site) == found


def test_a_folder_that_moves_to_another_category(site: Path) -> None:
    (site / TALKS).rename(site / "content/sports/border-talks")
    assert [url for _, _, url in moved(site)] == [
        "/en/geo-politics/border-talks/",
        "/hi/antarrashtriya/border-talks/",
    ]


def test_a_category_named_in_front_matter_or_with_a_new_slug(site: Path) -> None:
    edit(site, RAIN, "date:", "category: Geo-Politics\ndate:")
    assert moved(site) == [(RAIN, 1, OVER_URL)]
    edit(site, "site.yaml", "slug: {hi: khel}", "slug: {hi: maidan-se}")
    assert moved(site) == [
        (RAIN, 1, OVER_URL),
        ("content/sports/maidan/hi.md", 1, "/hi/khel/maidan/"),
    ]


def test_an_undated_page(site: Path) -> None:
    (site / "content/pages/about").rename(site / "content/pages/who-we-are")
    assert moved(site) == [("content/pages/who-we-are/en.md", 1, "/en/about/")]


def test_a_deleted_story_is_left_in_peace(site: Path) -> None:
    (site / RAIN).unlink()
    (site / TALKS / "hi.md").unlink()
    assert moved(site) == moved(site, "check") == []


def test_a_story_that_is_taken_back_or_expires_is_left_in_peace(site: Path) -> None:
    edit(site, RAIN, "date:", "draft: true\nslug: x\ndate:")
    edit(site, f"{TALKS}/en.md", "date:", "slug: y\nexpires: 2026-11-21\ndate:")
    assert moved(site) == []


def test_strict_makes_no_error_of_it(site: Path) -> None:
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    assert moved(site, "build", "--strict") == [(RAIN, 3, OVER_URL)]
    assert (site / "output/en/sports/last-ball/index.html").is_file()
    rows = json.loads(khabar(site, "check", "--strict", "--json", code=1).stdout)["problems"]
    severities = {row["code"]: row["severity"] for row in rows}
    assert severities.pop("moved-url") == "warning"
    assert set(severities.values()) == {"error"}


def test_the_ledger_outlives_the_cache(site: Path) -> None:
    (site / ".khabar/cache.sqlite").write_bytes(b"of another version")
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    assert moved(site) == [(RAIN, 3, OVER_URL)]


def test_a_damaged_ledger_is_no_failure(site: Path) -> None:
    file = site / ".khabar/ledger.jsonl"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(["[[[", *lines[:2], "\0\n", *lines[3:]]), "utf-8")
    (site / TALKS).rename(site / "content/geo-politics/talks")
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    assert [url for _, _, url in moved(site)] == [
        "/en/geo-politics/border-talks/",
        "/hi/antarrashtriya/border-talks/",
    ]
    file.write_bytes(os.urandom(1000))
    assert moved(site) == []
    assert len(ledger(site)) == 5
    file.unlink()
    file.mkdir()
    assert moved(site) == []


def test_no_output_depends_on_it(site: Path) -> None:
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    khabar(site, "build")
    kept = tree(site / "output")
    (site / ".khabar/ledger.jsonl").unlink()
    khabar(site, "build", "--clean")
    assert tree(site / "output") == kept
    khabar(site, "build", "--output", str(site / "clean"))
    assert tree(site / "clean") == kept


def test_what_was_never_published_is_never_entered(site: Path) -> None:
    before = ledger(site)
    lay(
        site,
        "-- content/sports/later/en.md --\n---\ntitle: Later\ndate: 2026-12-24\n---\nX.\n"
        "-- content/sports/half/en.md --\n---\ntitle: Half\ndate: 2026-11-20\ndraft: true\n---\n",
    )
    moved(site)
    moved(site, "check", now="2026-12-25")
    khabar(site, "build", "--drafts")
    assert ledger(site) == before
    edit(site, "site.yaml", "timezone:", "colour: red\ntimezone:")
    khabar(site, "build", now="2026-12-25", code=1)
    assert ledger(site) == before
    edit(site, "site.yaml", "colour: red\n", "")
    with (site / "mini/pages/front.html").open("a", encoding="utf-8") as file:
        file.write("{% for one in view.newest.nothing.at_all %}{% endfor %}")
    khabar(site, "build", now="2026-12-25", code=1)
    assert ledger(site) == before


def test_places_do_not_depend_on_the_base_url(site: Path) -> None:
    before = (site / ".khabar/ledger.jsonl").read_bytes()
    assert moved(site, "build", "--base-url", "https://test.example/stage/") == []
    assert (site / ".khabar/ledger.jsonl").read_bytes() == before


def test_nothing_is_told_where_addresses_are_not_known(site: Path) -> None:
    """The Hindi text takes its category from the English one, which cannot be read."""
    edit(site, f"{TALKS}/en.md", "date:", "category: sports\ndate:")
    assert len(moved(site)) == 2
    edit(site, f"{TALKS}/en.md", "date: 2026", "date: soon 2026")
    assert moved(site, "check", code=1) == []  # type: ignore[arg-type] # the exit code


def test_aliases_are_written_and_settle_it(site: Path) -> None:
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    edit(site, f"{TALKS}/hi.md", "deck:", "aliases:\n- /puraana/\ndeck:")
    file = site / f"{TALKS}/hi.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    file.chmod(0o640)
    (site / TALKS).rename(site / "content/geo-politics/talks")
    khabar(site, "build")
    edit(site, RAIN, "slug: last-ball", "slug: the-last-ball")
    before = tree(site / "content")
    published, known = tree(site / "output"), ledger(site)
    said = khabar(site, "check", "--fix-aliases").stdout
    assert "[moved-url]" not in said
    told = (
        ("content/geo-politics/talks/en.md", "/en/geo-politics/border-talks/"),
        ("content/geo-politics/talks/hi.md", "/hi/antarrashtriya/border-talks/"),
        (RAIN, OVER_URL),
        (RAIN, "/en/sports/last-ball/"),
    )
    lines = [f"{path}: {url} is now one of its aliases" for path, url in told]
    assert said.splitlines()[:4] == lines
    assert (tree(site / "output"), ledger(site)) == (published, known)
    after = tree(site / "content")
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {
        "geo-politics/talks/en.md",
        "geo-politics/talks/hi.md",
        "sports/final-over/en.md",
    }
    assert after["sports/final-over/en.md"] == before["sports/final-over/en.md"].replace(
        b"\n---\nIt went",
        b"\naliases: [/en/sports/final-over/, /en/sports/last-ball/]\n---\nIt went",
    )
    hindi = "geo-politics/talks/hi.md"
    assert after[hindi] == before[hindi].replace(
        b"- /puraana/", b"- /hi/antarrashtriya/border-talks/\r\n- /puraana/"
    )
    assert (site / "content" / hindi).stat().st_mode & 0o777 == 0o640
    assert moved(site) == moved(site, "check") == []
    page = (site / "output/en/sports/final-over/index.html").read_text("utf-8")
    assert 'href="/en/sports/the-last-ball/"' in page
    again = json.loads(khabar(site, "check", "--fix-aliases", "--json").stdout)
    assert again["written"] == []
    assert tree(site / "content") == after


def test_machines_are_told_what_was_written(site: Path) -> None:
    edit(site, RAIN, "date:", "slug: last-ball\ndate:")
    row = json.loads(khabar(site, "check", "--fix-aliases", "--json").stdout)
    assert row["written"] == [{"path": RAIN, "alias": OVER_URL}]
    assert list(json.loads(khabar(site, "check", "--json").stdout)) == ["problems"]
