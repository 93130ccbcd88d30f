"""Random edits: what an incremental build publishes is what a clean one does, byte for byte.

KHABAR_SEQUENCES=N tries N sequences of edits instead of 200.
"""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import NOW, SITE, STORIES, build, lay, tiny_theme, tree
from PIL import Image

# Waiting for a disk to be sure of each build would take most of the time.
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - each test makes a folder of its own there
MEMORY = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
FOLDERS = ("geo-politics/border-talks", "sports/final-over", "sports/maidan", "sports/new-one")
LANGS = ("en", "hi")
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


def test_the_cache_is_never_needed(tmp_path: Path) -> None:
    site = lay(tmp_path, SITE + STORIES)
    build(site)
    before = tree(site / "output")
    for damage in (b"", b"not a database at all", None):
        cache = site / ".khabar/cache.sqlite"
        if damage is None:
            shutil.rmtree(site / ".khabar")
        else:
            cache.write_bytes(damage)
        assert build(site).published
        assert tree(site / "output") == before
