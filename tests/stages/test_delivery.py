"""What has to be done at a target, for any paper and whatever is there."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.delivery import Claim, Delivery, File, Held, Manifest
from generator.model.page import ASSETS, FEEDS, LISTS, NEW_PAGES
from generator.stages.caching import content_type, headers, keeping, lasts, squeezes
from generator.stages.delivery import GRACE, deliver, group_of, too_many
from generator.stages.delivery.manifest import UnreadableManifest, read_manifest, write_manifest

NOW = 2_000_000_000
PATHS = ("a/index.html", "b/index.html", "index.html", "feed.xml", "assets/s.1.css", "ads.txt")
CONTENTS = st.sampled_from(("1", "2"))
HEADERS = st.sampled_from(((), (("Cache-Control", "x"),)))


def files(some: dict[str, str]) -> tuple[File, ...]:
    return tuple(
        File(path, digest, len(digest), group_of(path, b'data-story="' * ("/" in path)))
        for path, digest in some.items()
    )


papers = st.dictionaries(st.sampled_from(PATHS), CONTENTS).map(files)
held = st.dictionaries(
    st.sampled_from(PATHS), st.builds(Held, CONTENTS, st.sampled_from((1, 2)), HEADERS)
)
manifests = st.builds(
    Manifest,
    held,
    st.dictionaries(st.sampled_from(PATHS), st.sampled_from((NOW - GRACE, NOW - 60))),
    st.frozensets(st.sampled_from(PATHS)),
    st.none() | st.builds(Claim, st.text(), st.text(), st.text(), st.just(1), st.just(2)),
)
listings = st.dictionaries(st.sampled_from((*PATHS, "theirs.txt")), st.sampled_from((1, 2)))


def carried_out(
    delivery: Delivery, manifest: Manifest, listing: dict[str, int]
) -> tuple[Manifest, dict[str, int]]:
    """Do what a delivery says, as a target without faults does."""
    gone = {*delivery.removals, *delivery.vanished}
    put = {one.file.path: one.file for one in delivery.puts}
    now = {path: one for path, one in manifest.files.items() if path not in gone}
    now |= {path: Held(one.digest, one.size, one.headers) for path, one in put.items()}
    there = {path: size for path, size in listing.items() if path not in gone}
    return Manifest(now, delivery.retired), there | {path: one.size for path, one in put.items()}


@given(papers, manifests, listings)
def test_a_delivery_leads_to_the_paper_and_the_next_does_nothing(
    paper: tuple[File, ...], manifest: Manifest, listing: dict[str, int]
) -> None:
    delivery = deliver(paper, manifest, listing, NOW)
    after, there = carried_out(delivery, manifest, listing)
    again = deliver(paper, after, there, NOW)
    assert again.empty
    assert {one.path for one in paper} <= there.keys()
    assert all(after.files[one.path].digest == one.digest for one in paper)
    ours = {*manifest.files, *manifest.retired, *manifest.pending}
    assert set(delivery.removals) <= ours - {one.path for one in paper}
    left = there.keys() & ours - {one.path for one in paper}
    assert left == delivery.retired.keys()
    assert all(lasts(path) for path in left)
    assert not deliver(paper, after, there, NOW + GRACE).retired


@given(manifests)
def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert read_manifest(write_manifest(manifest)) == manifest


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"version": 2}', b"\xff", b'{"version": 1, "files": []}']
)
def test_a_damaged_manifest_is_a_value_error(data: bytes) -> None:
    with pytest.raises(UnreadableManifest):
        read_manifest(data)


@pytest.mark.parametrize(
    ("path", "data", "group"),
    [
        ("assets/site.1.css", b"", ASSETS),
        ("media/1.avif", b"", ASSETS),
        ("ads.txt", b"", ASSETS),
        ("en/news/rain/index.html", b'<article data-story="news/rain">', NEW_PAGES),
        ("en/news/index.html", b"<main>", LISTS),
        ("404.html", b"", LISTS),
        ("en/news/feed.json", b"", FEEDS),
        ("sitemaps/2026-11.xml", b"", FEEDS),
        ("robots.txt", b"", FEEDS),
        ("_headers", b"", FEEDS),
        ("sw.js", b"", FEEDS),
    ],
)
def test_what_is_published_with_what(path: str, data: bytes, group: int) -> None:
    assert group_of(path, data) == group


@pytest.mark.parametrize(
    ("removals", "outdated", "count", "limit", "expected"),
    [
        (100, 0, 100, None, -1),
        (101, 0, 100, None, 100),
        (200, 0, 1000, None, -1),
        (201, 0, 1000, None, 200),
        (201, 101, 300, None, -1),
        (1, 0, 1000, 0, 0),
        (0, 0, 1000, 0, -1),
    ],
)
def test_how_many_removals_are_too_many(
    removals: int, outdated: int, count: int, limit: int | None, expected: int
) -> None:
    gone = tuple(str(number) for number in range(removals))
    delivery = replace(Delivery(), removals=gone, outdated=outdated)
    assert too_many(delivery, count, limit) == expected


def test_the_worker_is_asked_for_every_time() -> None:
    assert keeping("sw.js") == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("index.html", "text/html; charset=utf-8", True),
        ("assets/a.1.woff2", "font/woff2", False),
        ("media/a.AVIF", "image/avif", False),
        ("logo.svg", "image/svg+xml", True),
        ("feed.json", "application/feed+json", True),
        ("feed.xml", "application/xml", True),
        ("report.pdf", "application/pdf", False),
        ("CNAME", "application/octet-stream", False),
        ("a.b/c", "application/octet-stream", False),
    ],
)
def test_kinds_of_files(path: str, kind: str, text: bool) -> None:  # noqa: FBT001 - a table's row
    assert content_type(path) == kind
    assert squeezes(path) == text
    assert (("Content-Encoding", "br") in headers(path, "br")) == text
    assert ("immutable" in keeping(path)) == path.startswith(("assets/", "media/"))
