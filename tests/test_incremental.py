"""Random edits: what an incremental build publishes is what a clean one does, byte for byte.

KHABAR_SEQUENCES=N tries N sequences of edits instead of 200.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import NOW, SITE, STORIES, build, lay, tiny_theme, tree
from PIL import Image

# Waiting for a disk to be sure of each build would take most of the time.
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own there
MEMORY = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
FOLDERS = ("geo-politics/border-talks", "sports/final-over", "sports/maidan", "sports/new-one")
LANGS = ("en", "hi")
NEWS = "---\ntitle: News\ndate: 2026-11-21\ntags: [cricket]\n---\nIt came.\n"
SEQUENCES = int(os.environ.get("KHABAR_SEQUENCES", "200"))
PATHS = [f"content/{folder}/{lang}.md" for folder in FOLDERS for lang in LANGS]
BODIES = (
    "One.",
    "See [it](../../sports/final-over/en.md).",
    "## Head\n\nx",
    "![p](/media/p.png)",
)


@st.composite
def articles(draw: st.DrawFn) -> str:
    """Write an article that may be scheduled, drafted, expired, tagged, linked or plain."""
    rows = [f"title: {draw(st.sampled_from(['Rain', 'A vote', 'बारिश', 'Over']))}"]
    rows.append(f"date: 2026-{draw(st.integers(9, 12)):02d}-{draw(st.integers(1, 28)):02d}")
    choices = {
        "tags": "[cricket, Rain, बारिश]",
        "authors": "[desk]",
        "series": "The long road",
        "featured": "true",
        "breaking": "true",
        "draft": "true",
        "expires": "2026-11-21",
        "kind": "opinion",
        "related": "[sports/final-over]",
        "aliases": "[/old/place/]",
        "updated": "2026-11-22T08:00",
        "image": "{src: /media/p.png, alt: x, credit: y}",
    }
    keys = draw(st.sets(st.sampled_from(sorted(choices)), max_size=4))
    rows.extend(f"{key}: {choices[key]}" for key in sorted(keys))
    body = draw(st.sampled_from(BODIES))
    return "---\n" + "\n".join(rows) + f"\n---\n{body}\n"


edits = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(PATHS), articles()),
    st.tuples(st.just("delete"), st.sampled_from(PATHS), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(PATHS), st.sampled_from(PATHS)),
    st.tuples(
        st.just("replace"),
        st.just("site.yaml"),
        st.sampled_from(["Jaano|Janno", "Sports, hi|Games, hi", "slug: {hi: khel}|slug: {}"]),
    ),
    st.tuples(
        st.just("replace"),
        st.just("mini/base.html"),
        st.sampled_from(["<body>|<body class=a>", "<title>|<title>x "]),
    ),
    st.tuples(
        st.just("replace"), st.just("mini/strings/hi.yaml"), st.sampled_from(["moved|moved_"])
    ),
    st.tuples(st.just("clock"), st.just(""), st.integers(-60, 60).map(str)),
    st.tuples(st.just("paint"), st.just("media/p.png"), st.sampled_from(["red", "navy"])),
    st.tuples(st.just("delete"), st.just("media/p.png"), st.just("")),
    st.tuples(st.just("spoil"), st.sampled_from(["index.html", "en/index.html"]), st.just("")),
)


def apply(site: Path, edit: tuple[str, str, str]) -> None:
    kind, name, detail = edit
    path = site / name
    if kind == "put":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(detail, "utf-8")
    elif kind == "delete":
        path.unlink(missing_ok=True)
    elif kind == "rename" and path.exists() and not (site / detail).exists():
        (site / detail).parent.mkdir(parents=True, exist_ok=True)
        path.rename(site / detail)
    elif kind == "replace":
        old, new = detail.split("|")
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    elif kind == "paint":
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (5, 3), detail).save(path)
    elif kind == "spoil":
        (site / "output" / name).unlink(missing_ok=True)


def later(days: int) -> str:
    return (datetime.fromisoformat(NOW) + timedelta(days=days)).isoformat()


@pytest.mark.timeout(120 + SEQUENCES * 2)
def test_incremental_output_is_clean_output(counted: Callable[..., None]) -> None:
    @settings(
        max_examples=SEQUENCES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(edits, min_size=1, max_size=4))
    def holds(sequence: list[tuple[str, str, str]]) -> None:
        theme = tiny_theme()
        with TemporaryDirectory(dir=MEMORY) as folder:
            site = lay(Path(folder) / "site", SITE + STORIES + theme)
            with (site / "site.yaml").open("a", encoding="utf-8") as file:
                file.write("theme: mini\nsettings: {lists: {newest: 2}}\n")
            apply(site, ("paint", "media/p.png", "green"))
            build(site)
            now = NOW
            for edit in sequence:
                apply(site, edit)
                if edit[0] == "clock":
                    now = later(int(edit[2]))
                before = tree(site / "output")
                report = build(site, now=now)
                if not report.published:
                    assert tree(site / "output") == before
            if report.published:
                fresh = build(site, Path(folder) / "clean", now=now, cache=Path(folder) / "cache")
                assert fresh.published
                assert tree(site / "output") == tree(Path(folder) / "clean")

    holds()
    counted("{} sequences of edits: built at each edit or once, the same bytes", SEQUENCES)


def test_an_unchanged_site_renders_nothing(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STORIES)
    first = build(site)
    again = build(site)
    assert first.published
    assert first.rendered > 0
    assert (again.rendered, again.removed, again.kept) == (0, 0, first.rendered)


def test_a_deleted_story_is_gone(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STORIES)
    build(site)
    assert (site / "output/en/sports/final-over/index.html").exists()
    shutil.rmtree(site / "content/sports/final-over")
    report = build(site)
    assert report.published
    assert not (site / "output/en/sports/final-over").exists()
    assert not [path for path, data in tree(site / "output").items() if b"final-over" in data]


def other_version(cache: Path) -> None:
    with closing(sqlite3.connect(cache)) as opened, opened:
        opened.execute("UPDATE version SET version = 'another'")


def begun_anew(cache: Path) -> None:
    shutil.rmtree(cache.parent)


def damage(share: float, length: int) -> Callable[[Path], None]:
    """Make damage: so many bytes overwritten at a place in the file."""

    def overwrite(cache: Path) -> None:
        data = cache.read_bytes()
        at = int(len(data) * share)
        other = bytes(255 - byte for byte in data[at : at + length])
        cache.write_bytes(data[:at] + other + data[at + length :])

    return overwrite


def cut(share: float) -> Callable[[Path], None]:
    """Make a file of which only a share is left."""
    return lambda cache: os.truncate(cache, int(cache.stat().st_size * share))


@pytest.mark.parametrize(
    "harm",
    [
        *(pytest.param(cut(share), id=f"cut-at-{share}") for share in (0, 0.01, 0.3, 0.7, 0.99)),
        *(pytest.param(damage(at, 8), id=f"8-bytes-at-{at}") for at in (0, 0.2, 0.5, 0.8)),
        *(pytest.param(damage(at, 9000), id=f"many-bytes-at-{at}") for at in (0.1, 0.4, 0.9)),
        pytest.param(lambda cache: cache.write_text("not a database at all"), id="no-database"),
        pytest.param(other_version, id="another-version"),
        pytest.param(lambda cache: cache.unlink(), id="deleted"),
        pytest.param(begun_anew, id="all-deleted"),
    ],
)
def test_a_harmed_cache_is_never_believed(harm: Callable[[Path], object], tmp_path: Path) -> None:
    site = lay(tmp_path / "site", SITE + STORIES + tiny_theme())
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mini\n")
    assert build(site).published
    before = tree(site / "output")
    harm(site / ".khabar/cache.sqlite")
    assert build(site).published
    assert tree(site / "output") == before
    apply(site, ("put", "content/sports/new-one/en.md", NEWS))
    harm(site / ".khabar/cache.sqlite")
    assert build(site).published
    assert build(site, tmp_path / "clean", cache=tmp_path / "cache").published
    assert tree(site / "output") == tree(tmp_path / "clean") != before
