"""Publishing to object storage that fails in every way that it can."""

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import pytest
from papers import build
from storehouse import Faults

from delivery.newsroom import NEW, OLD, SECRET, Newsroom
from generator.build.courier import Errand
from generator.build.delivery import run_errand
from generator.model.delivery import Claim, Receipt, Storage
from generator.stages.delivery import GRACE, MANIFEST
from generator.stages.delivery.manifest import read_manifest, write_manifest

FAULTS = (
    {"500": 0.1},
    {"503": 0.3},
    {"429": 0.05, "reset": 0.05, "lost": 0.05, "hang": 0.01},
)


def errand(room: Newsroom, output: str, now: int) -> Errand:
    target = Storage("live", "s3", "paper", endpoint=room.house.address, region="us-east-1")
    cache = room.site / ".khabar"
    return Errand(room.site, room.site / output, cache, target, "https://paper.example/", now)


def published(room: Newsroom, output: str, now: int) -> Receipt:
    return run_errand(errand(room, output, now), lambda *_: None)


def claim(room: Newsroom, until: int) -> None:
    """Let another machine be at it."""
    house = room.house
    data, said = house.things[MANIFEST]
    other = Claim("meera@desk-7", "another", "token", until - 60, until)
    house.things[MANIFEST] = (write_manifest(replace(read_manifest(data), claim=other)), said)


@pytest.mark.parametrize("shares", FAULTS, ids="-".join)
def test_a_delivery_outlives_faults_and_shows_no_broken_paper(
    room: Newsroom, shares: dict[str, float], counted: Callable[..., None]
) -> None:
    room.house.faults = Faults(shares, seed=7)
    for output in (OLD, NEW):
        assert room.deploy("live", output)[0] == 0
    asked = len(room.house.asked)
    held = room.house.paper()
    assert held.items() >= room.tree(NEW).items()
    assert all(path.startswith(("assets/", "media/")) for path in held.keys() - room.tree(NEW))
    assert room.house.broken == []
    room.house.faults = Faults()
    room.house.asked.clear()
    assert room.deploy("live", NEW)[0] == 0
    assert not {"PUT", "DELETE"} & room.house.counted().keys()
    failing = ", ".join(f"{share:.0%} {kind}" for kind, share in shares.items())
    counted(f"{{}} requests of which {failing}: delivered, 0 broken papers, 0 uploads again", asked)


def test_groups_follow_each_other_and_removals_come_last(room: Newsroom) -> None:
    room.deploy("live", OLD)
    room.house.asked.clear()
    assert room.deploy("live", NEW)[0] == 0
    puts = [key for method, key in room.house.asked if method == "PUT" and "_khabar" not in key]
    articles = [key for key in puts if key in room.house.needed]
    fronts = [at for at, key in enumerate(puts) if key.endswith(".html") and key not in articles]
    feeds = [at for at, key in enumerate(puts) if key.endswith(("feed.xml", "_headers", "p.xml"))]
    assets = [at for at, key in enumerate(puts) if key.startswith("assets/")]
    told = [puts.index(key) for key in articles]
    assert max(assets) < min(told) < max(told) < min(fronts) < max(fronts) < min(feeds)
    methods = [method for method, key in room.house.asked if "_khabar" not in key and key]
    assert methods == sorted(methods, key=("PUT", "DELETE").index)
    assert "hi/khel/maidan/index.html" not in room.house.paper()


def test_one_changed_article_is_a_handful_of_requests(
    room: Newsroom, counted: Callable[..., None]
) -> None:
    assert build(room.site, room.site / NEW).published
    room.deploy("live", NEW)
    story = room.site / "content/sports/final-over/en.md"
    story.write_text(story.read_text("utf-8").replace("last ball", "very last ball"), "utf-8")
    assert build(room.site, room.site / NEW).published
    room.house.asked.clear()
    assert room.deploy("live", NEW)[0] == 0
    asked = room.house.counted()
    assert asked.total() - asked["list"] <= 20
    assert asked["PUT"] > 1
    counted("{} requests beside the listing for one changed article", asked.total() - asked["list"])


@pytest.mark.parametrize("place", ["last-post/index.html", "index.html", "assets/"])
def test_what_is_forbidden_stops_the_groups_after_it(
    room: Newsroom, place: str, counted: Callable[..., None]
) -> None:
    room.deploy("live", OLD)
    before = room.house.paper()
    room.house.faults = Faults(forbidden=place)
    code, _, said = room.deploy("live", NEW)
    assert code == 1
    assert "[deploy-failed]" in said
    assert "403" in said
    after = room.house.paper()
    assert before.keys() <= after.keys()
    assert after["feed.xml"] == before["feed.xml"]
    if place != "index.html":
        assert after["index.html"] == before["index.html"]
    assert room.house.broken == []
    room.house.faults = Faults()
    assert room.deploy("live", NEW)[0] == 0
    assert room.house.paper().items() >= room.tree(NEW).items()
    assert room.house.broken == []
    counted("{} deliveries stopped by a 403: exit code 1, 0 files removed", 1)


def test_headers_tell_kind_and_keeping_and_are_compared(room: Newsroom) -> None:
    room.deploy("live", OLD)
    things = room.house.things
    assert things["index.html"][1] == {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "public, max-age=60",
    }
    style = next(key for key in things if key.endswith(".css"))
    assert things[style][1]["cache-control"] == "public, max-age=31536000, immutable"
    assert things[style][1]["content-type"] == "text/css; charset=utf-8"
    reasons = {one["path"]: one["reason"] for one in room.report("small", OLD)["puts"]}
    assert reasons["index.html"] == "headers"
    assert all(not path.endswith((".png", ".woff2")) for path in reasons)
    data, said = things["index.html"]
    assert said["content-encoding"] == "gzip"
    assert gzip.decompress(data) == room.tree(OLD)["index.html"]
    assert room.report("small", OLD)["puts"] == []


def test_a_prefix_and_odd_names_are_kept(room: Newsroom) -> None:
    assert room.deploy("below", OLD)[0] == 0
    held = {key.removeprefix("a/b/"): data for key, (data, _) in room.house.things.items()}
    held.pop(MANIFEST)
    assert held == room.tree(OLD)
    assert room.report("below", OLD)["puts"] == []


def test_a_rehearsal_says_what_and_why_and_does_nothing(room: Newsroom) -> None:
    code, said, _ = room.deploy("live", OLD, "--dry-run")
    assert code == 0
    assert "new        index.html" in said.splitlines()
    room.deploy("live", OLD)
    before = dict(room.house.things)
    room.house.asked.clear()
    code, said, _ = room.deploy("live", NEW, "--dry-run")
    assert code == 0
    rows = {line[11:]: line[:11].strip() for line in said.splitlines()}
    assert rows["index.html"] == "changed"
    assert rows["en/sports/last-post/index.html"] == "new"
    assert rows["hi/khel/maidan/index.html"] == "removed"
    assert "kept a day" in rows.values()
    assert room.house.things == before
    assert {method for method, _ in room.house.asked} == {"GET"}


def test_addresses_that_changed_are_told(room: Newsroom) -> None:
    room.deploy("live", OLD)
    urls = room.report("live", NEW)["urls"]
    assert "https://paper.example/en/sports/last-post/" in urls
    assert "https://paper.example/hi/khel/maidan/" in urls
    assert "https://paper.example/feed.xml" in urls
    assert not [one for one in urls if "/assets/" in one or "_headers" in one]
    assert room.deploy("live", NEW)[1] == ""


def test_more_removals_than_allowed_stop_all(room: Newsroom) -> None:
    room.deploy("live", OLD)
    before = dict(room.house.things)
    gone = len(room.report("live", NEW, "--dry-run")["removals"])
    assert gone > 1
    code, _, said = room.deploy("live", NEW, "--max-deletes", str(gone - 1))
    assert (code, room.house.things) == (1, before)
    assert "[deploy-removals]" in said
    assert f"--max-deletes {gone}" in said
    assert room.deploy("live", NEW, "--max-deletes", str(gone))[0] == 0


def test_replaced_assets_stay_a_day(room: Newsroom) -> None:
    now = int(time.time())
    published(room, OLD, now)
    old = {path for path in room.house.paper() if path.startswith("assets/css/")}
    delivery = published(room, NEW, now).delivery
    assert set(delivery.retired) == old - room.tree(NEW).keys() != set()
    assert room.house.paper().keys() >= old
    assert published(room, NEW, now + GRACE - 1).delivery.empty
    late = published(room, NEW, now + GRACE).delivery
    assert (set(late.removals), late.puts) == (set(delivery.retired), ())
    assert room.house.paper() == room.tree(NEW)


def test_what_somebody_else_removed_or_put(room: Newsroom) -> None:
    room.deploy("live", OLD)
    del room.house.things["index.html"]
    room.house.things["theirs.txt"] = (b"not ours", {})
    found = room.report("live", OLD)
    assert [(one["path"], one["reason"]) for one in found["puts"]] == [("index.html", "lost")]
    assert found["strangers"] == 1
    assert "theirs.txt" in room.house.things


def test_while_another_publishes_nothing_is_done(room: Newsroom) -> None:
    room.deploy("live", OLD)
    claim(room, until=int(time.time()) + 600)
    before = dict(room.house.things)
    code, _, said = room.deploy("live", NEW)
    assert (code, room.house.things) == (3, before)
    assert "meera@desk-7" in said
    claim(room, until=int(time.time()) - 1)
    assert room.deploy("live", NEW)[0] == 0
    assert read_manifest(room.house.things[MANIFEST][0]).claim is None


def test_of_two_who_begin_at_once_one_is_told(room: Newsroom) -> None:
    """The other has written its claim after we looked, and before we could write ours."""
    room.deploy("live", OLD)

    def overtake(method: str, key: str) -> None:
        if (method, key) == ("PUT", MANIFEST):
            room.house.before = lambda *_: None
            claim(room, until=int(time.time()) + 600)

    room.house.before = overtake
    code, _, said = room.deploy("live", NEW)
    assert code == 1
    assert "[deploy-overtaken]" in said
    assert room.house.paper() == room.tree(OLD)


def test_no_build_changes_the_paper_under_way(room: Newsroom) -> None:
    room.house.delay = 0.02
    codes: list[int] = []
    other = Thread(target=lambda: codes.append(room.deploy("live", OLD)[0]))
    began = time.monotonic()
    other.start()
    while not room.house.paper() and time.monotonic() - began < 10:
        time.sleep(0.01)
    assert room.deploy("live", NEW)[0] == 3
    other.join()
    assert codes == [0]
    assert room.house.paper() == room.tree(OLD)


def test_a_damaged_list_is_named(room: Newsroom) -> None:
    room.deploy("live", OLD)
    room.house.things[MANIFEST] = (b'{"version": 99}', {})
    assert "[deploy-manifest]" in room.deploy("live", NEW)[2]


def test_credentials_are_in_nothing_that_is_said_or_written(room: Newsroom) -> None:
    for faults in (Faults(), Faults({"500": 0.2}), Faults(forbidden="index.html")):
        room.house.faults = faults
        code, said, remarks = room.deploy("live", NEW)
        assert SECRET not in said + remarks
        assert code in (0, 1)
    files = [one for one in (room.site / ".khabar").rglob("*") if one.is_file()]
    assert not [one for one in files if SECRET.encode() in one.read_bytes()]
    assert SECRET not in json.dumps(
        [data.decode(errors="ignore") for data, _ in room.house.things.values()]
    )
