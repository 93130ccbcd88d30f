"""The first day of a newsroom: begin it, bring pages in, begin a story, make the paper."""

import re
from datetime import datetime
from html import unescape
from pathlib import Path

from desk.pages import ENGLISH, HINDI, Pasted
from papers import NOW, build

from generator.desk.importers import import_file
from generator.desk.importers.shapes import ImportOptions
from generator.desk.new import new_story
from generator.desk.starter import init
from generator.model.config import SiteConfig
from generator.stages.configure import configure

MOMENT = datetime.fromisoformat(NOW)


def begun(site: Path) -> SiteConfig:
    assert init(site, MOMENT).problems == ()
    config, problems = configure((site / "site.yaml").read_text("utf-8"))
    assert config is not None, problems
    return config


def straight(text: str) -> str:
    """Give text without the difference between typed and typeset quotation marks."""
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


def shown(html: str, role: str) -> str:
    """Give the text of the element that has a role."""
    found = re.search(rf'<(\w+)[^>]* data-role="{role}".*?</\1>', html, re.DOTALL)
    assert found, role
    return straight(" ".join(unescape(re.sub(r"<[^>]*>", "", found[0])).split()))


def test_a_new_newsroom_builds_without_a_problem(tmp_path: Path) -> None:
    begun(tmp_path)
    report = build(tmp_path)
    assert report.problems == ()
    assert report.published
    assert (tmp_path / "output" / "index.html").is_file()


def test_pages_brought_in_are_published_with_all_their_parts(tmp_path: Path) -> None:
    config = begun(tmp_path)
    for page, lang, slug in ((ENGLISH, "en", "bihar"), (HINDI, "hi", "bihar")):
        pasted = tmp_path / "page.txt"
        pasted.write_text(page.text(), "utf-8")
        result = import_file(tmp_path, pasted, config, ImportOptions(now=MOMENT))
        pasted.unlink()
        (file,) = result.paths
        assert build(tmp_path).problems == ()
        html = (tmp_path / "output" / lang / slug / file.parent.name / "index.html").read_text()
        holds(html, page)


def holds(html: str, page: Pasted) -> None:
    assert shown(html, "headline") == straight(page.headline)
    assert shown(html, "deck") == straight(page.deck)
    assert shown(html, "caption") == straight(page.caption)
    assert shown(html, "source").endswith(page.source.partition(": ")[2])
    body = shown(html, "body")
    assert body == straight(" ".join(page.body))


def test_a_story_just_begun_stops_nothing_and_is_seen_by_nobody(tmp_path: Path) -> None:
    config = begun(tmp_path)
    before = build(tmp_path)
    result = new_story(tmp_path, config, "पटना में बारिश", ("", ()), MOMENT)
    assert len(result.paths) == len(config.languages)
    after = build(tmp_path)
    assert after.problems == ()
    assert after.changed == ()
    assert after.rendered + after.kept == before.rendered
    hindi = next(file for file in result.paths if file.name == "hi.md")
    hindi.write_text(hindi.read_text("utf-8").replace("draft: true\n", "") + "\nख़बर।\n", "utf-8")
    assert build(tmp_path).problems == ()
    place = Path("hi", "antarrashtriya", hindi.parent.name, "index.html")
    assert (tmp_path / "output" / place).is_file()
