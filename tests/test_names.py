"""No name, slug or address that content gives leads out of the output folder.

KHABAR_SLUGS=N tries N names instead of a few hundred.
"""

import os
import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from papers import SITE, build, lay, tree

WANTED = int(os.environ.get("KHABAR_SLUGS", "600"))
A_BUILD = 200  # names that one paper tries
# Of Windows, whatever ending stands behind them; superscript digits are digits there.
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"
}
PARTS = (
    "..", ".", "/", "\\", "//", "\0", "\x01", "\x1f", "\x7f", "\u202e", "\u2066", "\u200b",
    "con", "NUL", "com1", "lpt¹", "aux.txt", "prn ", ".", " ", "%2e%2e", "%2f", "%00", "%5c",
    "é", "e\u0301", "क़", "क\u093c", "ﬁ", "İ", "ß", "SS", "a", "b", "A", "-", "_", ":", "*", "?",
    "<", ">", "|", "$(x)", "`x`", ";x", "&", "#", "index.html", "404.html", "feed.xml", "..;",
    "क" * 60, "C:", "file://", "http://x.example", "\n", "\t", "\u2028", "\U0001f600", "x" * 90,
    "~", '"', "\ufeff", "con/", "/nul", "%63on", "%3a",
)  # fmt: skip


def names(seed: int) -> list[str]:
    """Make names that file systems, browsers or shells might read in another way."""
    dice = random.Random(seed)  # noqa: S311 - the same names in every run
    return ["".join(dice.choices(PARTS, k=dice.randint(1, 5))) for _ in range(A_BUILD)]


def quoted(text: str) -> str:
    """Spell a name as YAML reads it back, whatever it holds."""
    return '"' + "".join(f"\\U{ord(one):08x}" for one in text) + '"'


def story(number: int, name: str) -> str:
    """Write a story that gives a name wherever an address may be made of one."""
    key = ("slug", "aliases", "series", "tags", "authors", "canonical", "related")[number % 7]
    value = quoted(name if key != "aliases" else "/" + name)
    if key in ("aliases", "tags", "authors", "related"):
        value = f"[{value}]"
    return f"""\
-- content/sports/s{number}/en.md --
---
title: {quoted(f"Story {number} {name}")}
date: 2026-11-01
{key}: {value}
---
Words. [link](<{re.sub("[^ -~]|[<>]", "", name)}>)
"""


def outside(folder: Path) -> set[str]:
    """Name every file and folder beside the newsroom and in it, but for what a build makes."""
    made = re.compile(r"site/(?:output|\.khabar)(?:/|$)")
    found = (one.relative_to(folder).as_posix() for one in folder.rglob("*"))
    return {one for one in found if not made.match(one)}


@pytest.mark.parametrize("seed", range(-(-WANTED // A_BUILD)))
def test_no_name_leads_out_of_the_output(
    seed: int, tmp_path: Path, counted: Callable[..., None]
) -> None:
    tried = names(seed)
    site = lay(
        tmp_path / "site",
        SITE + "".join(story(number, one) for number, one in enumerate(tried)),
    )
    before = outside(tmp_path)
    while not (report := build(site, engine="inline")).published:
        wrong = {one.path for one in report.problems if one.severity == "error"}
        wrong = {one for one in wrong if one.startswith("content/")}
        assert wrong
        for path in wrong:
            (site / path).unlink(missing_ok=True)
            before.discard(f"site/{path}")
    assert outside(tmp_path) == before
    published = tree(site / "output")
    for path in published:
        for part in path.split("/"):
            assert part not in ("", ".", ".."), path
            assert len(part.encode()) <= 255, path
            assert re.fullmatch(r"[^\x00-\x1f\x7f\\:*?\"<>|]+", part), path
            assert not part.endswith((".", " ")), path
            assert part.partition(".")[0].rstrip().casefold() not in DEVICES, path
            assert unicodedata.normalize("NFC", part) == part, path
    folded = {unicodedata.normalize("NFC", one.casefold()) for one in published}
    assert len(folded) == len(published)
    counted("{} names tried, 0 written outside output, {} files in it", len(tried), len(published))


@pytest.mark.parametrize("kind", ["fifo", "socket", "device"])
@pytest.mark.parametrize("place", ["content/sports/s/en.md", "media/a.png", "static/a.txt"])
def test_what_is_no_file_is_refused_and_nothing_waits_for_it(
    kind: str, place: str, tmp_path: Path
) -> None:
    import socket  # noqa: PLC0415 - only here

    site = lay(tmp_path, SITE + story(0, "rain"))
    path = site / place
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket may be no longer than 107 bytes
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
        os.chdir(here)
    report = build(site, engine="inline")
    codes = {(one.path, one.code) for one in report.problems if one.severity == "error"}
    assert codes == {(place, "symlink-outside" if kind == "device" else "special-file")}
