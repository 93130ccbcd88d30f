"""The cache: what was recorded comes back, what was damaged does not."""

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edges.cache import Cache, open_cache
from generator.edges.seals import sealed
from generator.model.source import Source, Stamp

SOURCES = {
    f"content/{name}": Source(
        f"content/{name}", f"/site/content/{name}", bytes([number]) * 20, Stamp(number, 2, 3, 4)
    )
    for number, name in enumerate(("en.md", "hi.md", "ख़बर.md"))
}
MEMO = {bytes([number]) * 20: bytes([number]) * number * 40 for number in range(60)}
MANIFEST = {f"en/{number}/index.html": bytes([number]) * 20 for number in range(60)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".khabar"


def fill(folder: Path, version: str = "1") -> None:
    with open_cache(folder, version) as cache:
        cache.save_sources(SOURCES.values())
        cache.remember(sealed(*one) for one in MEMO.items())
        cache.store("index", b"index" * 1000)
        cache.trust("output", MANIFEST.items(), ())


@pytest.fixture
def full(folder: Path) -> Iterator[Cache]:
    fill(folder)
    with open_cache(folder, "1") as cache:
        yield cache


def is_empty(cache: Cache) -> bool:
    return not (
        cache.sources() or cache.recall(MEMO) or cache.load("index") or cache.manifest("output")
    )


def is_full(cache: Cache) -> bool:
    return (
        cache.sources() == SOURCES
        and cache.recall(MEMO) == MEMO
        and cache.load("index") == b"index" * 1000
        and cache.manifest("output") == MANIFEST
    )


def works(cache: Cache) -> bool:
    """Tell whether what is recorded now can be had again at once."""
    cache.remember([sealed(b"fresh", b"value")])
    cache.trust("output", [("fresh.html", b"key")], ())
    return cache.recall([b"fresh"]) == {b"fresh": b"value"} and (
        cache.manifest("output").get("fresh.html") == b"key"
    )


def test_everything_comes_back(full: Cache) -> None:
    assert is_full(full)


def test_a_new_cache_knows_nothing(folder: Path) -> None:
    with open_cache(folder, "1") as cache:
        assert is_empty(cache)


def test_sources_that_changed_or_are_gone(full: Cache) -> None:
    changed = Source("content/en.md", "/x", b"n" * 20, Stamp(9, 9, 9, 2**64 - 1))
    kept = SOURCES["content/ख़बर.md"]
    full.save_sources([changed, kept])
    assert full.sources() == {changed.path: changed, kept.path: kept}


def test_a_file_whose_name_is_no_text_comes_back(folder: Path) -> None:
    source = Source("site.yaml", os.fsdecode(b"/caf\xe9/site.yaml"), b"n" * 20, Stamp(1, 2, 3, 4))
    with open_cache(folder, "1") as cache:
        cache.save_sources([source])
        assert cache.sources() == {"site.yaml": source}


def test_only_what_is_asked_for_is_recalled(full: Cache) -> None:
    keys = list(MEMO)
    assert full.recall([keys[3], b"unknown"]) == {keys[3]: MEMO[keys[3]]}
    assert full.recall([]) == {}


def test_thousands_of_keys_are_recalled(folder: Path) -> None:
    items = {number.to_bytes(20): b"x" for number in range(3000)}
    with open_cache(folder, "1") as cache:
        cache.remember(sealed(*one) for one in items.items())
        assert cache.recall(items) == items


def test_the_memo_is_pruned_only_when_most_of_it_is_unused(full: Cache) -> None:
    keys = list(MEMO)
    full.forget_except(keys[:30])
    assert full.recall(MEMO) == MEMO
    full.forget_except(keys[:29])
    assert full.recall(MEMO).keys() == set(keys[:29])
    full.forget_except(keys[:2])
    assert full.recall(MEMO).keys() == set(keys[:2])


def test_large_values_are_kept_small(folder: Path) -> None:
    with open_cache(folder, "1") as cache:
        cache.store("index", b"news " * 200_000)
    assert (folder / "cache.sqlite").stat().st_size < 100_000


def test_each_output_has_its_own_manifest(full: Cache) -> None:
    full.trust("preview", [("index.html", b"k")], ())
    assert full.manifest("preview") == {"index.html": b"k"}
    assert full.manifest("output") == MANIFEST
    full.distrust("preview", ["index.html"])
    assert full.manifest("preview") == {}


def test_trust_forgets_what_is_gone(full: Cache) -> None:
    full.trust("output", [("en/0/index.html", b"new")], ["en/1/index.html"])
    expected = MANIFEST | {"en/0/index.html": b"new"}
    del expected["en/1/index.html"]
    assert full.manifest("output") == expected


def test_distrust_holds_even_if_the_build_dies_the_next_moment(full: Cache, folder: Path) -> None:
    full.distrust("output", ["en/0/index.html"])
    with sqlite3.connect(folder / "cache.sqlite") as other:
        rows = other.execute("SELECT count(*) FROM manifest WHERE path = 'en/0/index.html'")
        assert rows.fetchone() == (0,)
    other.close()


def test_what_a_failed_build_found_out_is_kept(folder: Path) -> None:
    def fail() -> None:
        with open_cache(folder, "1") as cache:
            cache.remember([sealed(b"key", b"value")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with open_cache(folder, "1") as cache:
        assert cache.recall([b"key"]) == {b"key": b"value"}


def test_another_version_begins_anew(folder: Path) -> None:
    fill(folder)
    with open_cache(folder, "2") as cache:
        assert is_empty(cache)
    with open_cache(folder, "1") as cache:
        assert is_empty(cache)


@pytest.mark.parametrize(
    "content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_file_that_is_no_cache_is_replaced(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "cache.sqlite").write_bytes(content)
    with open_cache(folder, "1") as cache:
        assert is_empty(cache)
        assert works(cache)
    fill(folder)
    with open_cache(folder, "1") as cache:
        assert cache.manifest("output") == MANIFEST | {"fresh.html": b"key"}


def test_another_programs_database_is_replaced(folder: Path) -> None:
    folder.mkdir()
    with sqlite3.connect(folder / "cache.sqlite") as other:
        other.execute("CREATE TABLE source (path)")
    other.close()
    with open_cache(folder, "1") as cache:
        assert is_empty(cache)
        assert works(cache)


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0, 1))
def test_a_truncated_file_is_never_believed(memory: Path, share: float) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as name:
        fill(Path(name))
        file = Path(name) / "cache.sqlite"
        os.truncate(file, int(file.stat().st_size * share))
        with open_cache(Path(name), "1") as cache:
            check_nothing_false(cache)
            assert works(cache)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), hits=st.integers(1, 200))
def test_a_damaged_file_is_never_believed(memory: Path, seed: int, hits: int) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as name:
        fill(Path(name))
        file = Path(name) / "cache.sqlite"
        data = bytearray(file.read_bytes())
        chance = random.Random(seed)  # noqa: S311 - nobody guards a secret with it
        for _ in range(hits):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data)
        with open_cache(Path(name), "1") as cache:
            check_nothing_false(cache)


def test_a_damaged_row_makes_the_cache_begin_anew(folder: Path) -> None:
    fill(folder)
    with sqlite3.connect(folder / "cache.sqlite") as other:
        other.execute("UPDATE memo SET value = value || 'x' WHERE rowid = 5")
    other.close()
    with open_cache(folder, "1") as cache:
        assert cache.manifest("output") == MANIFEST
        assert cache.recall(MEMO) == {}
        assert is_empty(cache)
        assert works(cache)


def check_nothing_false(cache: Cache) -> None:
    assert cache.sources().items() <= SOURCES.items()
    assert cache.recall(MEMO).items() <= MEMO.items()
    assert cache.load("index") in {None, b"index" * 1000}
    assert cache.manifest("output").items() <= MANIFEST.items()


def test_a_file_damaged_while_running_is_begun_anew(full: Cache, folder: Path) -> None:
    (folder / "cache.sqlite").write_bytes(os.urandom(40_000))
    check_nothing_false(full)
    full.distrust("output", MANIFEST)
    assert works(full)


def test_a_file_deleted_while_running_harms_nothing(full: Cache, folder: Path) -> None:
    (folder / "cache.sqlite").unlink()
    full.distrust("output", list(MANIFEST)[:1])
    check_nothing_false(full)
    assert works(full)


def test_a_folder_that_cannot_be_made_leaves_a_cache_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_cache(tmp_path / "file", "1") as cache:
        assert works(cache)
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_file_that_cannot_be_written_is_not_believed(folder: Path) -> None:
    """What it says of output/ would never be corrected."""
    fill(folder)
    with sqlite3.connect(folder / "cache.sqlite") as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        began = time.perf_counter()
        with open_cache(folder, "1") as cache:
            assert is_empty(cache)
            assert works(cache)
        assert time.perf_counter() - began < 5
    other.close()


def test_ten_thousand_rows_load_quickly(folder: Path) -> None:
    rows = {f"en/geo-politics/story-{number}/index.html": b"k" * 20 for number in range(10_000)}
    with open_cache(folder, "1") as cache:
        cache.trust("output", rows.items(), ())
    with open_cache(folder, "1") as cache:
        began = time.process_time()
        assert cache.manifest("output") == rows
        assert time.process_time() - began < 0.2  # a fifth of that on a quiet machine
