"""Walking a site: every source found once, nothing odd let through, little read twice."""

import os
import socket
import time
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.edges.disk import look_again, walk
from generator.model.source import Source, Stamp

LONG_AGO = time.time_ns() - 3_600_000_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    write(folder, "site.yaml", "title: x")
    write(folder, "content/geo/story/en.md", "one")
    write(folder, "content/geo/story/hi.md", "दो")
    write(folder, "media/logo.png", "png")
    write(folder, "static/ads.txt", "ads")
    write(folder, "lexicon/hi.tsv", "a\tb")
    return folder


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "theme"
    write(folder, "base.html", "theme's base")
    write(folder, "pages/article.html", "theme's article")
    return folder


def write(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def paths(site: Path, theme: Path) -> list[str]:
    return [source.path for source in walk(site, theme, {})[0]]


def codes(site: Path, theme: Path) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in walk(site, theme, {})[1]]


def by_path(sources: tuple[Source, ...]) -> dict[str, Source]:
    return {source.path: source for source in sources}


def aged(known: Mapping[str, Source]) -> dict[str, Source]:
    """Make sources as a walk a while after the writing would have recorded them."""
    made = {}
    for path, source in known.items():
        stamp = source.stamp
        inode = Path(source.file).stat().st_ino
        trusted = Stamp(stamp.size, stamp.modified, stamp.changed, inode)
        made[path] = Source(path, source.file, source.digest, trusted)
    return made


def test_every_folder_that_a_build_reads_is_walked_in_order(site: Path, theme: Path) -> None:
    write(site, "README.md", "not a source")
    write(site, "output/index.html", "not a source")
    write(site, ".khabar/lock", "not a source")
    write(site, "lexicon/notes.txt", "not a source")
    assert paths(site, theme) == [
        "content/geo/story/en.md",
        "content/geo/story/hi.md",
        "lexicon/hi.tsv",
        "media/logo.png",
        "site.yaml",
        "static/ads.txt",
        "templates/base.html",
        "templates/pages/article.html",
    ]
    assert codes(site, theme) == []


def test_a_template_of_the_site_stands_in_for_the_themes(site: Path, theme: Path) -> None:
    own = write(site, "templates/base.html", "own base")
    found = by_path(walk(site, theme, {})[0])
    assert found["templates/base.html"].file == str(own)
    assert found["originals/base.html"].file == str(theme / "base.html")
    assert "originals/pages/article.html" not in found
    assert found["templates/pages/article.html"].file == str(theme / "pages/article.html")


def test_the_theme_may_be_the_sites_own_templates(site: Path) -> None:
    write(site, "templates/base.html", "own base")
    assert paths(site, site / "templates").count("templates/base.html") == 1


def test_what_hosts_look_for_is_published_from_static(site: Path, theme: Path) -> None:
    write(site, "static/.nojekyll", "")
    write(site, "static/.well-known/security.txt", "Contact: desk")
    write(site, "static/.DS_Store", "a desktop's own")
    write(site, "content/geo/.nojekyll", "")
    hidden = [path for path in paths(site, theme) if "/." in path]
    assert hidden == ["static/.nojekyll", "static/.well-known/security.txt"]


def test_spare_copies_and_hidden_files_are_left_aside(site: Path, theme: Path) -> None:
    before = paths(site, theme)
    for name in (".hidden", "en.md~", "#en.md#", ".en.md.swp", "en.swp", "en.swx", "Thumbs.db"):
        write(site, f"content/geo/story/{name}", "spare")
    for name in ("a.html~", "a.html.orig", "a.bak", "a.rej", "a.tmp", "site.js.map", "desktop.ini"):
        write(site, f"static/old/{name}", "spare")
    for name in ("~$a.docx", "._a.png", ".~lock.a.odt#", ".#a.txt", ".a.txt.kate-swp", ".a.swn"):
        write(site, f"static/{name}", "spare")
    for name in (".env", ".env.local", ".vscode/settings.json", ".htpasswd", ".gitattributes"):
        write(site, f"static/{name}", "secret")
    write(site, "content/.git/config", "secret")
    write(site, "content/__pycache__/x.pyc", "made")
    write(site, "content/.DS_Store", "desktop")
    assert paths(site, theme) == before
    assert codes(site, theme) == []


def test_a_file_is_read_again_only_if_its_stamp_changed(site: Path, theme: Path) -> None:
    known = aged(by_path(walk(site, theme, {})[0]))
    lied = {path: Source(path, one.file, b"x" * 20, one.stamp) for path, one in known.items()}
    assert all(one.digest == b"x" * 20 for one in walk(site, theme, lied)[0])
    write(site, "content/geo/story/en.md", "two")
    fresh = by_path(walk(site, theme, lied)[0])
    assert fresh["content/geo/story/en.md"].digest != b"x" * 20
    assert fresh["content/geo/story/hi.md"].digest == b"x" * 20


def test_a_file_written_just_now_is_not_trusted(site: Path, theme: Path) -> None:
    """Same size, same tick of the clock: only the content tells."""
    known = by_path(walk(site, theme, {})[0])
    story = site / "content/geo/story/en.md"
    status = story.stat()
    story.write_text("eno", encoding="utf-8")
    os.utime(story, ns=(status.st_atime_ns, status.st_mtime_ns))
    again = by_path(walk(site, theme, known)[0])
    assert known["content/geo/story/en.md"].stamp.inode == 0
    assert again["content/geo/story/en.md"].digest != known["content/geo/story/en.md"].digest


def test_a_clock_set_back_makes_no_stamp_trusted(site: Path, theme: Path) -> None:
    story = site / "content/geo/story/en.md"
    tomorrow = time.time_ns() + 86_400_000_000_000
    os.utime(story, ns=(tomorrow, tomorrow))
    assert by_path(walk(site, theme, {})[0])["content/geo/story/en.md"].stamp.inode == 0


def test_an_old_file_with_a_new_inode_is_read_again(site: Path, theme: Path) -> None:
    known = aged(by_path(walk(site, theme, {})[0]))
    story = site / "content/geo/story/en.md"
    status = story.stat()
    other = write(site, "content/geo/story/other", "eno")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(story)
    again = by_path(walk(site, theme, known)[0])
    assert again["content/geo/story/en.md"].digest != known["content/geo/story/en.md"].digest


def test_digests_tell_content_not_place(site: Path, theme: Path) -> None:
    write(site, "content/geo/copy/en.md", "one")
    found = by_path(walk(site, theme, {})[0])
    assert (
        found["content/geo/copy/en.md"].digest
        == found["content/geo/story/en.md"].digest
        != found["content/geo/story/hi.md"].digest
    )


def test_a_symlink_inside_is_followed_as_a_file(site: Path, theme: Path) -> None:
    (site / "content/geo/story/link.jpg").symlink_to("en.md")
    found = by_path(walk(site, theme, {})[0])
    assert found["content/geo/story/link.jpg"].digest == found["content/geo/story/en.md"].digest
    assert codes(site, theme) == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/etc/passwd", "symlink-outside"),
        ("../../../site.yaml", "symlink-outside"),
        ("../../../media/logo.png", "symlink-outside"),
        ("../../.git/config", "symlink-outside"),
        ("/nowhere/at/all", "symlink-outside"),
        ("missing.md", "unreadable-file"),
        ("link", "unreadable-file"),
        ("../story", "symlink-folder"),
    ],
)
def test_other_symlinks_are_refused(site: Path, theme: Path, target: str, code: str) -> None:
    for name in ("a.html~", "a.html.orig", "a.bak", "a.rej", "a.tmp", "site.js.map", "desktop.ini"):
        write(site, f"static/old/{name}", "spare")
    write(site, "content/.git/config", "secret")
    (site / "content/geo/story/link").symlink_to(target)
    assert codes(site, theme) == [("content/geo/story/link", code)]
    assert "content/geo/story/link" not in paths(site, theme)


def test_a_symlink_to_a_link_that_leaves_is_refused(site: Path, theme: Path) -> None:
    (site / "content/hop").symlink_to("/etc/hostname")
    (site / "content/geo/story/link.md").symlink_to("../../hop")
    assert ("content/geo/story/link.md", "symlink-outside") in codes(site, theme)


def test_a_whole_folder_of_content_may_not_lie_elsewhere(
    site: Path, theme: Path, tmp_path: Path
) -> None:
    write(tmp_path, "elsewhere/secret.txt", "secret")
    (site / "static/ads.txt").unlink()
    (site / "static").rmdir()
    (site / "static").symlink_to(tmp_path / "elsewhere")
    assert codes(site, theme) == [("static", "symlink-outside")]
    assert not any(path.startswith("static") for path in paths(site, theme))


def test_special_files_are_refused_without_being_opened(
    site: Path, theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(site / "content/pipe.md")
    monkeypatch.chdir(site)  # a socket's path may have 107 bytes at most
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("media/socket.png")
        assert codes(site, theme) == [
            ("content/pipe.md", "special-file"),
            ("media/socket.png", "special-file"),
        ]


def test_a_pipe_as_site_yaml_is_refused(site: Path, theme: Path) -> None:
    (site / "site.yaml").unlink()
    os.mkfifo(site / "site.yaml")
    assert codes(site, theme) == [("site.yaml", "special-file")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.md", "a\\nb.md"),
        ("a\x7f.md", "a\\x7f.md"),
        ("a\\b.md", "a\\\\b.md"),
        ("gpj.\u202excod", "gpj.\\u202excod"),
        ("CON", "CON"),
        ("nul.txt", "nul.txt"),
        ("Lpt1.tar.gz", "Lpt1.tar.gz"),
        ("com¹.md", "com¹.md"),
        ("dot.", "dot."),
        ("space ", "space "),
        (os.fsdecode(b"latin-\xe9.md"), "latin-\\udce9.md"),
    ],
)
def test_names_that_cannot_live_everywhere_are_refused(
    site: Path, theme: Path, name: str, shown: str
) -> None:
    (site / "content" / name).write_text("x")
    (site / "content/geo" / name).mkdir()
    write(site, f"content/geo/{name}/en.md", "in a bad folder")
    assert set(codes(site, theme)) == {
        (f"content/{shown}", "bad-name"),
        (f"content/geo/{shown}", "bad-name"),
    }
    shown.encode()


@pytest.mark.parametrize("name", ["console.md", "com10.md", "nullify", "ख़बर.md", "a b.md", "a‌b"])
def test_names_that_only_look_odd_are_fine(site: Path, theme: Path, name: str) -> None:
    write(site, f"content/{name}", "x")
    assert codes(site, theme) == []
    assert f"content/{unicodedata.normalize('NFC', name)}" in paths(site, theme)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café.md", unicodedata.normalize("NFD", "café.md")),
        ("Story.md", "story.md"),
        ("straße.md", "STRASSE.md"),
        ("ख़बर.md", "\u0959बर.md"),
    ],
)
def test_twins_are_named_both(site: Path, theme: Path, one: str, other: str) -> None:
    write(site, f"content/{one}", "1")
    write(site, f"content/{other}", "2")
    (problem,) = walk(site, theme, {})[1]
    folded = {unicodedata.normalize("NFC", f"content/{name}") for name in (one, other)}
    assert problem.code == "name-twins"
    assert {problem.path, dict(problem.details)["other"]} == folded


def test_what_may_not_be_read_is_a_problem(tmp_path: Path, site: Path, theme: Path) -> None:
    secret = write(site, "content/geo/secret/en.md", "x")
    closed = write(site, "content/geo/closed/en.md", "x").parent
    secret.chmod(0)
    closed.chmod(0)
    root = os.geteuid() == 0
    opened = [folder for folder in (tmp_path, *tmp_path.parents) if folder.stat().st_mode & 5 != 5]
    modes = {folder: folder.stat().st_mode for folder in opened}
    try:
        if root:
            for folder in opened:
                folder.chmod(0o755)
            os.seteuid(65534)
        assert codes(site, theme) == [
            ("content/geo/closed", "unreadable-file"),
            ("content/geo/secret/en.md", "unreadable-file"),
        ]
    finally:
        if root:
            os.seteuid(0)
        for folder, mode in modes.items():
            folder.chmod(mode)
        closed.chmod(0o755)


def test_folders_may_nest_deeply(site: Path, theme: Path) -> None:
    deep = "content/" + "/".join("d" * 200)
    write(site, f"{deep}/en.md", "deep")
    assert f"{deep}/en.md" in paths(site, theme)


def test_a_site_without_folders_has_only_its_theme(tmp_path: Path, theme: Path) -> None:
    assert paths(tmp_path / "none", theme) == [
        "templates/base.html",
        "templates/pages/article.html",
    ]
    assert codes(tmp_path / "none", theme) == []


def test_a_theme_that_is_not_there_is_a_problem(site: Path, tmp_path: Path) -> None:
    assert codes(site, tmp_path / "none") == [("templates", "unreadable-file")]


def test_what_was_saved_is_looked_at_again_and_nothing_else(site: Path, theme: Path) -> None:
    known = {one.path: one for one in walk(site, theme, {})[0]}
    story, other = site / "content/a/en.md", site / "content/b/en.md"
    for file in (story, other):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("new", "utf-8")
    found = look_again(site, known, [str(story)])
    assert found is not None
    assert found.keys() == known.keys() | {"content/a/en.md"}
    assert list(found) == sorted(found)
    story.unlink()
    assert look_again(site, found, [str(story)]) == known


@pytest.mark.parametrize(
    "name", ["content/a", "content/a/picture.png", "media/x.md", "content/.a/en.md", "site.yaml"]
)
def test_what_only_a_walk_can_tell_is_left_to_it(site: Path, theme: Path, name: str) -> None:
    known = {one.path: one for one in walk(site, theme, {})[0]}
    assert look_again(site, known, [str(site / name)]) is None


def test_a_link_and_a_twin_are_left_to_the_walk(site: Path, theme: Path) -> None:
    known = {one.path: one for one in walk(site, theme, {})[0]}
    outside = site.parent / "secret.md"
    outside.write_text("x", "utf-8")
    link = site / "content/link/en.md"
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    assert look_again(site, known, [str(link)]) is None
    first = site / "content/twin/en.md"
    for file in (first, site / "content/Twin/en.md"):
        file.parent.mkdir(parents=True)
        file.write_text("x", "utf-8")
    found = look_again(site, known, [str(first)])
    assert found is not None
    assert look_again(site, found, [str(site / "content/Twin/en.md")]) is None
