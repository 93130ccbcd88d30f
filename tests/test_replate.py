"""Replating: after an edit few pages are planned, and the paper is what a clean build makes it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from papers import NOW, SITE, lay, order, tree
from PIL import Image

from generator.build import hallway, session
from generator.build.memory import Memory
from generator.build.replate import replate
from generator.model.report import Report

STORIES = 60
TOPICS = ("rain", "vote", "train", "बारिश", "school", "river")
START = datetime.fromisoformat(NOW)


def written(number: int, chance: Random, **keys: str) -> str:
    """Write a story: title, date, tags, and whatever else is asked."""
    rows = {
        "title": f'"{" ".join(chance.choices(TOPICS, k=4))} {number}"',
        "date": f'"{(START - timedelta(hours=9 * number + 1)).isoformat()}"',
        "tags": f"[{', '.join(chance.sample(TOPICS[:4], 2))}]",
    } | keys
    body = " ".join(chance.choices(TOPICS, k=30))
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in rows.items()) + f"---\n{body}.\n"


def paper(folder: Path) -> Path:
    """Lay a paper of three weeks, half of it in both languages, that shows five stories a list."""
    chance = Random(7)  # noqa: S311 - the same paper every time
    site = lay(folder, SITE + "-- content/pages/about/en.md --\n---\ntitle: About us\n---\nUs.\n")
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("settings: {lists: {newest: 5}, feeds: {newest: 4}, front: {newest: 4}}\n")
    for number in range(STORIES):
        place = site / f"content/{chance.choice(['geo-politics', 'sports'])}/s{number}"
        place.mkdir(parents=True)
        for lang in ("en", "hi") if number % 2 else ("en",):
            (place / f"{lang}.md").write_text(written(number, chance), "utf-8")
    return site


@dataclass
class Desk:
    """A paper at work, in one process or in one for each build; went: whether it was replated."""

    site: Path
    resident: bool
    went: list[bool]
    now: datetime = START
    memory: Memory | None = None

    def build(self, *saved: Path) -> Report:
        """Build a minute later."""
        self.now += timedelta(minutes=1)
        asked = order(self.site, now=self.now.isoformat())
        self.went.append(False)
        paths = tuple(map(str, saved)) if self.resident else ()
        left, report = session.run(asked, lambda *_: None, self.memory, paths)
        self.memory = left if self.resident else None
        assert report.published, report.problems
        return report

    def clean(self, folder: Path) -> Report:
        """Build the same paper from nothing elsewhere."""
        asked = order(self.site, folder / "out", self.now.isoformat(), cache=folder / "cache")
        _, report = session.run(asked, lambda *_: None)
        assert report.published
        return report

    def story(self, number: int, lang: str = "en") -> Path:
        """Give the file of a story."""
        (found,) = self.site.glob(f"content/*/s{number}/{lang}.md")
        return found


@pytest.fixture(params=["one process a build", "resident"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Lay a paper, build it, and watch which way later builds go."""
    made = Desk(paper(tmp_path / "site"), request.param == "resident", [])

    def watched(*given: object) -> object:
        found = replate(*given)  # type: ignore[arg-type]  # as the hallway gave them
        made.went[-1] = found is not None
        return found

    monkeypatch.setattr(hallway, "replate", watched)
    made.build()
    return made


def same(desk: Desk, report: Report, folder: Path) -> None:
    """Hold a paper and its report against a clean build."""
    fresh = desk.clean(folder)
    assert tree(desk.site / "output") == tree(folder / "out")
    assert report.problems == fresh.problems
    assert report.next_due == fresh.next_due
    assert report.rendered + report.kept == fresh.rendered + fresh.kept


def test_an_edited_body_changes_its_page_and_its_feeds(desk: Desk, tmp_path: Path) -> None:
    file = desk.story(1)
    file.write_text(f"{file.read_text('utf-8')}\n\nAnd more.\n", "utf-8")
    report = desk.build(file)
    assert desk.went[-1]
    assert report.rendered == 2  # and its light page
    same(desk, report, tmp_path / "clean")


def test_an_edited_headline_changes_all_that_show_it(desk: Desk, tmp_path: Path) -> None:
    file = desk.story(6)
    file.write_text(file.read_text("utf-8").replace('title: "', 'title: "Anew '), "utf-8")
    report = desk.build(file)
    assert desk.went[-1]
    assert report.rendered > 5
    same(desk, report, tmp_path / "clean")


def test_a_new_story_is_replated_and_a_link_to_it_comes_alive(desk: Desk, tmp_path: Path) -> None:
    waiting = desk.story(8)
    text = waiting.read_text("utf-8")
    waiting.write_text(f"{text}\n\nSee [it](../../sports/new/en.md).\n", "utf-8")
    before = desk.build(waiting)
    assert [one.code for one in before.problems] == ["dead-link"]
    file = desk.site / "content/sports/new/en.md"
    file.parent.mkdir()
    date = f'"{(desk.now - timedelta(minutes=2)).isoformat()}"'
    file.write_text(written(99, Random(1), date=date), "utf-8")  # noqa: S311 - as above
    report = desk.build(file)
    assert desk.went[-1]
    assert report.problems == ()
    same(desk, report, tmp_path / "clean")


def test_pictures_stay_what_they_are(desk: Desk, tmp_path: Path) -> None:
    file = desk.story(2)
    Image.new("RGB", (1400, 900), "teal").save(file.with_name("ground.jpg"))
    image = "---\nimage: {src: ground.jpg, alt: A ground, credit: A}\n"
    file.write_text(file.read_text("utf-8").replace("---\n", image, 1), "utf-8")
    desk.build(file, file.with_name("ground.jpg"))
    media = sorted((desk.site / "output/media").rglob("*.*"))
    prints = sorted((desk.site / ".khabar/pictures").iterdir())
    assert media
    assert prints
    before = [one.stat().st_ino for one in media]
    file.write_text(f"{file.read_text('utf-8')}\n\nAnd more.\n", "utf-8")
    report = desk.build(file)
    assert desk.went[-1]
    assert [one.stat().st_ino for one in media] == before  # else it was published again
    assert sorted((desk.site / ".khabar/pictures").iterdir()) == prints
    same(desk, report, tmp_path / "clean")


def test_a_translation_joins_its_story(desk: Desk, tmp_path: Path) -> None:
    file = desk.story(4).with_name("hi.md")
    file.write_text("---\ntitle: नई खबर\n---\nबारिश।\n", "utf-8")
    report = desk.build(file)
    assert desk.went[-1]
    same(desk, report, tmp_path / "clean")


def test_a_story_comes_due(desk: Desk, tmp_path: Path) -> None:
    file = desk.site / "content/sports/later/en.md"
    file.parent.mkdir()
    due = desk.now + timedelta(minutes=3)
    file.write_text(written(98, Random(2), date=f'"{due.isoformat()}"'), "utf-8")  # noqa: S311
    report = desk.build(file)
    assert report.next_due == due
    assert not (desk.site / "output/en/sports/later").exists()
    desk.now += timedelta(minutes=3)
    report = desk.build()
    assert (desk.site / "output/en/sports/later/index.html").exists()
    same(desk, report, tmp_path / "clean")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tags: [", "tags: [Unheard, "),  # a list that was not there
        ("---\n", "---\nslug: elsewhere\n"),  # an address that is lost
        ("---\n", "---\naliases: [/old/]\n"),
        ("---\n", "---\ndraft: true\n"),
        ("---\n", "---\ncategory: Sports\n"),
    ],
)
def test_what_the_whole_paper_may_feel_is_made_as_a_whole(
    desk: Desk, old: str, new: str, tmp_path: Path
) -> None:
    file = next(desk.site.glob("content/geo-politics/s*/en.md"))
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    report = desk.build(file)
    assert not desk.went[-1]
    codes = {one.code for one in report.problems}
    assert codes <= {"moved-url"}
    fresh = desk.clean(tmp_path / "clean")
    assert fresh.rendered == report.rendered + report.kept
    assert tree(desk.site / "output") == tree(tmp_path / "clean" / "out")


def test_a_file_of_the_paper_that_is_gone_comes_back(tmp_path: Path) -> None:
    desk = Desk(paper(tmp_path / "site"), resident=False, went=[])
    desk.build()
    (desk.site / "output/en/index.html").unlink()
    file = desk.story(3)
    file.write_text(f"{file.read_text('utf-8')}\n\nMore.\n", "utf-8")
    same(desk, desk.build(), tmp_path / "clean")


def test_an_edit_that_is_taken_back_after_a_crash_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(paper(tmp_path / "site"), resident=False, went=[])
    desk.build()
    file = desk.story(5)
    text = file.read_text("utf-8")
    file.write_text(text.replace('title: "', 'title: "Wrong '), "utf-8")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(hallway, "note", crash)  # the last thing that a build does
        with pytest.raises(KeyboardInterrupt):
            desk.build()
    file.write_text(text, "utf-8")
    same(desk, desk.build(), tmp_path / "clean")
