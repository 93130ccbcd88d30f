"""News is O(1): one new story on a large site renders a handful of pages, and says why."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from papers import NOW, SITE, build, lay

STORIES = 2000
TAGS = 300
PAGES = 30  # the most that one new story may render
WORDS = {
    "en": ("river", "bridge", "school", "market", "vote", "rain", "train", "city", "road"),
    "hi": ("नदी", "पुल", "स्कूल", "बाज़ार", "वोट", "बारिश", "रेल", "शहर", "सड़क"),
}


def tags(chance: Random) -> list[str]:
    """Draw tags as newsrooms use them: a few often, most seldom."""
    return sorted({f"topic-{int(TAGS * chance.random() ** 2)}" for _ in range(4)})


def story(chance: Random, lang: str, date: datetime) -> str:
    words = WORDS[lang]
    title = " ".join(chance.choices(words, k=5))
    body = "\n\n".join(" ".join(chance.choices(words, k=40)) + "." for _ in range(3))
    rows = [
        f"title: {title}",
        f"date: {date.isoformat(timespec='minutes')}",
        f"tags: [{', '.join(tags(chance))}]",
        "authors: [desk]",
    ]
    return "---\n" + "\n".join(rows) + f"\n---\n{body}\n"


def large_site(folder: Path) -> Path:
    """Write a site of two years: half English, half Hindi, some in both."""
    chance = Random(20261122)  # noqa: S311 - a seeded corpus, no secret
    site = lay(folder, SITE)
    first = datetime.fromisoformat(NOW) - timedelta(days=730)
    for number in range(STORIES):
        date = first + timedelta(hours=8.7 * number)
        place = site / "content" / chance.choice(["geo-politics", "sports"]) / f"story-{number}"
        place.mkdir(parents=True)
        langs = ["en", "hi"] if number % 3 == 0 else [chance.choice(["en", "hi"])]
        for lang in langs:
            (place / f"{lang}.md").write_text(story(chance, lang, date), "utf-8")
    return site


def test_one_new_story_renders_few_pages(tmp_path: Path) -> None:
    site = large_site(tmp_path)
    first = build(site)
    assert first.published
    assert first.rendered > STORIES
    place = site / "content/sports/the-new-one"
    place.mkdir()
    written = story(Random(7), "en", datetime.fromisoformat(NOW) - timedelta(hours=1))  # noqa: S311
    (place / "en.md").write_text(written, "utf-8")
    report = build(site)
    assert report.published
    assert report.rendered <= PAGES, report.reasons
    reasons = [path for path, _ in report.reasons if path.endswith(".html")]
    assert len(reasons) == report.rendered
    assert all(reason for _, reason in report.reasons)
    assert dict(report.reasons)["en/sports/the-new-one/index.html"] == "new"
    assert "newest" in dict(report.reasons)["en/index.html"] + dict(report.reasons)["index.html"]
    assert not [path for path, _ in report.reasons if "/story-" in path]
