"""Publishing: what readers find, what is refused, and what is tidied up."""

import errno
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from generator.edges.disk import (
    DISK,
    Disk,
    Laid,
    OutputRefused,
    Publication,
    made_by_khabar,
    open_publication,
    recover,
    survey,
)
from generator.model.page import (
    ASSETS,
    CHANGED_PAGES,
    FEEDS,
    LISTS,
    NEW_PAGES,
    Output,
)

SMALL, LARGE = 1, 101
MARKED = b'<meta name="generator" content="Khabar 1.0">'


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output/ with three pages, a style sheet and the mark."""
    folder = tmp_path / "site" / "output"
    files = {"404.html": MARKED, "index.html": b"old", "en/a/index.html": b"old a"}
    publish(folder, LARGE, {**files, "en/b/index.html": b"old b", "assets/x.css": b"old css"})
    return folder


def cache_of(output: Path) -> Path:
    return output.parent / ".khabar"


def publish(
    output: Path,
    changes: int,
    puts: dict[str, bytes],
    removals: tuple[str, ...] = (),
    disk: Disk = DISK,
) -> None:
    with open_publication(output, cache_of(output), changes, disk) as publication:
        fill(publication, puts, removals)
        publication.commit()


def fill(publication: Publication, puts: dict[str, bytes], removals: tuple[str, ...]) -> None:
    for path, data in puts.items():
        publication.put(Output(path, data, LISTS))
    for path in removals:
        publication.remove(path)


def tree(output: Path) -> dict[str, bytes]:
    return {path: (output / path).read_bytes() for path in survey(output)}


def left_beside(output: Path) -> list[str]:
    beside = [entry.name for entry in output.parent.iterdir() if entry.name.startswith(".output")]
    staged = cache_of(output) / "publication"
    return beside + [str(file) for file in staged.rglob("*")]


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_puts_copies_and_removals_arrive_together(
    output: Path, tmp_path: Path, changes: int
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"picture")
    before = tree(output)
    with open_publication(output, cache_of(output), changes) as publication:
        publication.put(Output("index.html", b"new", LISTS))
        publication.put(Output("en/c/index.html", b"new c", NEW_PAGES))
        publication.copy("media/p.png", str(picture), ASSETS)
        publication.remove("en/b/index.html")
        publication.remove("never/was.html")
        assert tree(output) == before
        publication.commit()
    del before["en/b/index.html"]
    before |= {"index.html": b"new", "en/c/index.html": b"new c", "media/p.png": b"picture"}
    assert tree(output) == before
    assert not (output / "en/b").exists()
    assert left_beside(output) == []


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_without_commit_nothing_happens(output: Path, changes: int) -> None:
    before = tree(output)
    with open_publication(output, cache_of(output), changes) as publication:
        fill(publication, {"index.html": b"new"}, ("en/a/index.html",))
    assert tree(output) == before
    assert left_beside(output) == []


def interrupt(output: Path, changes: int) -> None:
    with open_publication(output, cache_of(output), changes) as publication:
        fill(publication, {"index.html": b"new"}, ())
        raise KeyboardInterrupt


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_an_interrupted_build_publishes_nothing(output: Path, changes: int) -> None:
    before = tree(output)
    with pytest.raises(KeyboardInterrupt):
        interrupt(output, changes)
    assert tree(output) == before
    assert left_beside(output) == []


class Listening(Disk):
    """A disk that notes what becomes visible in output/, in order."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.seen: list[str] = []

    def replace(self, source: str, target: str) -> None:
        super().replace(source, target)
        self.note("put", target)

    def unlink(self, path: str) -> None:
        super().unlink(path)
        self.note("gone", path)

    def note(self, what: str, path: str) -> None:
        if Path(path).is_relative_to(self.output):
            self.seen.append(f"{what} {Path(path).relative_to(self.output)}")


def test_a_small_change_set_goes_in_the_order_of_its_groups(output: Path) -> None:
    disk = Listening(output)
    with open_publication(output, cache_of(output), SMALL, disk) as publication:
        publication.put(Output("feed.xml", b"new", FEEDS))
        publication.put(Output("index.html", b"new", LISTS))
        publication.put(Output("en/a/index.html", b"new", CHANGED_PAGES))
        publication.put(Output("en/d/index.html", b"new", NEW_PAGES))
        publication.put(Output("en/c/index.html", b"new", NEW_PAGES))
        publication.put(Output("assets/y.css", b"new", ASSETS))
        publication.remove("assets/x.css")
        publication.remove("en/b/index.html")
        publication.commit()
    assert disk.seen == [
        "put assets/y.css",
        "put en/c/index.html",
        "put en/d/index.html",
        "put en/a/index.html",
        "put index.html",
        "put feed.xml",
        "gone en/b/index.html",
        "gone assets/x.css",
    ]


def test_a_large_change_set_leaves_unchanged_files_and_open_readers_alone(output: Path) -> None:
    same = (output / "en/a/index.html").stat().st_ino
    with (output / "index.html").open("rb") as reader:
        publish(output, LARGE, {"index.html": b"new"})
        assert reader.read() == b"old"
    assert (output / "en/a/index.html").stat().st_ino == same


class Counting(Disk):
    """A disk that counts folders made and removed."""

    def __init__(self) -> None:
        self.folders = 0

    def mkdir(self, path: str) -> None:
        super().mkdir(path)
        self.folders += 1

    def rmdir(self, path: str) -> None:
        super().rmdir(path)
        self.folders += 1


def test_no_tree_is_deleted_to_be_made_again(output: Path) -> None:
    """Folders cost a disk more than anything else that a build does."""
    pages = {f"en/{number}/index.html": b"1" for number in range(200)}
    publish(output, LARGE, pages)
    publish(output, LARGE, dict.fromkeys(pages, b"2"))
    disk = Counting()
    publish(output, LARGE, dict.fromkeys(pages, b"3"), ("en/b/index.html",), disk)
    assert {data for path, data in tree(output).items() if path in pages} == {b"3"}
    assert disk.folders < 10


def test_a_spare_tree_is_not_believed(output: Path) -> None:
    """Whatever it holds, and however much it looks like output/, only same files stay."""
    publish(output, LARGE, {"index.html": b"new"})
    (spare,) = (cache_of(output) / "spare").iterdir()
    assert not (spare / "index.html").exists()
    (spare / "leaked.html").write_text("never published")
    (spare / "empty/folders").mkdir(parents=True)
    (spare / "en/a/index.html").unlink()
    shutil.copy2(output / "en/a/index.html", spare / "en/a/index.html")
    (spare / "en/a/index.html").write_bytes(b"lie a")
    (spare / "en/b/index.html").unlink()
    (spare / "en/b/index.html").mkdir()
    (spare / "index.html").symlink_to("/etc/hostname")
    expected = tree(output) | {"index.html": b"newer"}
    publish(output, LARGE, {"index.html": b"newer"})
    assert tree(output) == expected
    assert folders(output) == {"assets", "en", "en/a", "en/b"}


FORKED = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


@FORKED
def test_forked_processes_lay_files_into_one_tree(output: Path) -> None:
    """They make the same folders at the same time, over what an old tree left in their way."""
    publish(output, LARGE, {"index.html": b"new"})
    (spare,) = (cache_of(output) / "spare").iterdir()
    for stale in ("in", "zz"):
        (spare / stale).write_text("a file where a folder goes")
    paths = [f"{top}/{number}/{one}/index.html" for top in ("in", "zz") for number in range(40)
             for one in "ab"]  # fmt: skip
    fork = multiprocessing.get_context("fork")
    with open_publication(output, cache_of(output), LARGE) as publication:
        assert publication.can_lay
        given = [[Output(path, path.encode(), LISTS) for path in paths[at::3]] for at in range(3)]
        ready = fork.Barrier(3)
        crew = [fork.Process(target=lay_all, args=(publication, one, ready)) for one in given]
        for process in crew:
            process.start()
        for process in crew:
            process.join()
        assert [process.exitcode for process in crew] == [0, 0, 0]
        for path in paths:
            publication.enter(Laid(path, LISTS))
        with pytest.raises(ValueError, match="in/0/a"):
            publication.enter(Laid(paths[0], LISTS))
        publication.remove("index.html")
        publication.commit()
    assert {path: data for path, data in tree(output).items() if path[:2] in ("in", "zz")} == {
        path: path.encode() for path in paths
    }
    assert not (output / "index.html").exists()
    assert left_beside(output) == []


def lay_all(publication: Publication, files: list[Output], ready: Barrier) -> None:
    ready.wait()
    for one in files:
        publication.lay(one)


def test_what_was_laid_and_not_entered_is_not_published(output: Path) -> None:
    before = tree(output)
    with open_publication(output, cache_of(output), LARGE) as publication:
        publication.lay(Output("forgotten.html", b"x", LISTS))
        publication.commit()
    assert tree(output) == before


def test_a_small_change_set_cannot_be_laid(output: Path) -> None:
    with open_publication(output, cache_of(output), SMALL) as publication:
        assert not publication.can_lay


def folders(output: Path) -> set[str]:
    return {str(entry.relative_to(output)) for entry in output.rglob("*") if entry.is_dir()}


def test_readers_never_miss_a_page_while_whole_papers_are_swapped(output: Path) -> None:
    done = threading.Event()
    bad: list[str] = []

    def read() -> None:
        while not done.is_set():
            try:
                found = (output / "index.html").read_bytes()
            except FileNotFoundError:
                found = b"missing"
            if found not in {b"old", b"x" * 5000, b"y" * 5000}:
                bad.append(repr(found[:20]))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(40):
        publish(output, LARGE, {"index.html": b"xy"[number % 2 : number % 2 + 1] * 5000})
    done.set()
    reader.join()
    assert bad == []


@pytest.mark.parametrize("changes", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("puts", "removals"),
    [
        ({"en/a": b"a file now"}, ("en/a/index.html",)),
        ({"index.html/deeper/page.html": b"a folder now"}, ("index.html",)),
    ],
)
def test_a_file_may_become_a_folder_and_a_folder_a_file(
    output: Path, changes: int, puts: dict[str, bytes], removals: tuple[str, ...]
) -> None:
    expected = {path: data for path, data in tree(output).items() if path not in removals} | puts
    publish(output, changes, puts, removals)
    assert tree(output) == expected


def test_an_empty_folder_in_the_way_makes_room(output: Path) -> None:
    (output / "page/empty/deeper").mkdir(parents=True)
    publish(output, SMALL, {"page": b"new"})
    assert tree(output)["page"] == b"new"


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_a_symlink_in_output_is_replaced_not_followed(
    output: Path, tmp_path: Path, changes: int
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (output / "media").symlink_to(elsewhere)
    assert "media" in survey(output)
    publish(output, changes, {"media/p.png": b"picture"}, ("media",))
    assert list(elsewhere.iterdir()) == []
    assert tree(output)["media/p.png"] == b"picture"
    assert not (output / "media").is_symlink()


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_the_history_of_output_stays(output: Path, changes: int) -> None:
    (output / ".git/refs").mkdir(parents=True)
    (output / ".git/HEAD").write_text("ref: refs/heads/pages")
    assert not any(path.startswith(".git") for path in survey(output))
    publish(output, changes, {"index.html": b"new"}, ("en/a/index.html",))
    assert (output / ".git/HEAD").read_text() == "ref: refs/heads/pages"
    assert (output / ".git/refs").is_dir()
    assert tree(output)["index.html"] == b"new"


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", "a//b", "", "a/", "./a", "a\0b", "a\\b", ".git/config"],
)
def test_no_path_leads_out_of_output(output: Path, path: str) -> None:
    before = tree(output)
    with open_publication(output, cache_of(output), SMALL) as publication:
        with pytest.raises(ValueError, match=r".*"):
            publication.put(Output(path, b"x", LISTS))
        with pytest.raises(ValueError, match=r".*"):
            publication.copy(path, "/etc/hostname", LISTS)
        with pytest.raises(ValueError, match=r".*"):
            publication.remove(path)
        publication.commit()
    assert tree(output) == before


def test_one_path_cannot_be_put_twice(output: Path) -> None:
    with open_publication(output, cache_of(output), SMALL) as publication:
        publication.put(Output("a.html", b"1", LISTS))
        with pytest.raises(ValueError, match=r"a\.html"):
            publication.put(Output("a.html", b"2", LISTS))


def refusal(output: Path, site: Path) -> str:
    with pytest.raises(OutputRefused) as caught:
        open_publication(output, site / ".khabar", SMALL)
    return caught.value.code


def test_folders_that_khabar_must_not_fill_are_refused(output: Path, tmp_path: Path) -> None:
    site = output.parent
    before = tree(output)
    (site / "content").mkdir()
    foreign = tmp_path / "homework"
    foreign.mkdir()
    (foreign / "essay.txt").write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(output)
    (tmp_path / "file").write_text("mine")
    assert refusal(foreign, site) == "output-not-ours"
    assert refusal(link, site) == "output-symlink"
    assert refusal(tmp_path / "file", site) == "output-not-folder"
    assert refusal(site / "content", site) == "output-inside-content"
    assert refusal(site / "content/news/output", site) == "output-inside-content"
    assert refusal(site, site) == "output-holds-site"
    assert refusal(tmp_path, site) == "output-holds-site"
    assert tree(output) == before
    assert [file.name for file in foreign.iterdir()] == ["essay.txt"]


def ask_as_nobody(output: Path) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    sys.exit(refusal(output, output.parent) != "output-readonly")


def test_a_read_only_output_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "site/output"
        publish(output, SMALL, {"404.html": MARKED})
        shutil.rmtree(cache_of(output))
        for folder in (Path(name), output.parent, output):
            folder.chmod(0o555)
        asking = multiprocessing.get_context("fork").Process(target=ask_as_nobody, args=(output,))
        asking.start()
        asking.join()
        for folder in (Path(name), output.parent, output):
            folder.chmod(0o755)
        assert asking.exitcode == 0


def test_what_khabar_made_is_known_by_its_mark(output: Path, tmp_path: Path) -> None:
    assert made_by_khabar(output)
    assert made_by_khabar(tmp_path / "missing")
    (tmp_path / "empty").mkdir()
    assert made_by_khabar(tmp_path / "empty")
    (tmp_path / "empty/index.html").write_bytes(MARKED)
    assert not made_by_khabar(tmp_path / "empty")
    (output / "404.html").write_bytes(b" " * 5000 + MARKED)
    assert not made_by_khabar(output)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    output = tmp_path / "site/output"
    output.mkdir(parents=True, mode=0o750)
    publish(output, SMALL, {"404.html": MARKED})
    assert tree(output) == {"404.html": MARKED}
    assert output.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_a_missing_output_is_made_with_the_folders_above_it(tmp_path: Path, changes: int) -> None:
    output = tmp_path / "site/public/paper"
    (tmp_path / "site").mkdir()
    with open_publication(output, tmp_path / "site/.khabar", changes) as publication:
        fill(publication, {"404.html": MARKED, "en/index.html": b"x"}, ())
        publication.commit()
    assert tree(output) == {"404.html": MARKED, "en/index.html": b"x"}


def test_outputs_of_one_site_do_not_touch_each_other(output: Path) -> None:
    preview = output.parent / ".khabar/preview"
    before = tree(output)
    with open_publication(preview, cache_of(output), SMALL) as publication:
        fill(publication, {"404.html": MARKED}, ())
        publication.commit()
    assert tree(preview) == {"404.html": MARKED}
    assert tree(output) == before


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_output_may_lie_on_another_device(tmp_path: Path, true_disk: Path, changes: int) -> None:
    if true_disk.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second device that everyone may write")
    output, cache = tmp_path / "output", true_disk / ".khabar"
    for puts, removals in (
        ({"404.html": MARKED, "a/index.html": b"1", "b/index.html": b"1"}, ()),
        ({"404.html": MARKED, "a/index.html": b"2", "c/index.html": b"2"}, ("b/index.html",)),
    ):
        with open_publication(output, cache, changes) as publication:
            fill(publication, puts, removals)
            publication.commit()
        assert tree(output) == puts
    assert [entry.name for entry in tmp_path.iterdir()] == ["output"]


class Mounted(Disk):
    """A disk on which output/ is a mount point of its own."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def crosses(self, one: str, other: str) -> bool:
        return Path(one).is_relative_to(self.output) != Path(other).is_relative_to(self.output)

    def link(self, source: str, target: str) -> None:
        if self.crosses(source, target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        super().link(source, target)

    def replace(self, source: str, target: str) -> None:
        if self.crosses(source, target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        super().replace(source, target)

    def exchange(self, one: str, other: str) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), one, None, other)


@pytest.mark.parametrize("changes", [SMALL, LARGE])
def test_output_may_be_a_mount_point(output: Path, changes: int) -> None:
    disk = Mounted(output)
    before = tree(output)
    publish(output, changes, {"index.html": b"new", "z/y.html": b"z"}, ("en/b/index.html",), disk)
    del before["en/b/index.html"]
    assert tree(output) == before | {"index.html": b"new", "z/y.html": b"z"}
    assert left_beside(output) == []


def test_an_empty_mount_point_is_filled(tmp_path: Path) -> None:
    output = tmp_path / "site/output"
    output.mkdir(parents=True)
    publish(output, LARGE, {"404.html": MARKED, "a/b.html": b"x"}, (), Mounted(output))
    assert tree(output) == {"404.html": MARKED, "a/b.html": b"x"}


class Unable(Disk):
    """A disk whose system refuses some operations for good."""

    def __init__(self, link: int = 0, exchange: int = 0) -> None:
        self.numbers = (link, exchange)

    def link(self, source: str, target: str) -> None:
        if self.numbers[0]:
            raise OSError(self.numbers[0], os.strerror(self.numbers[0]))
        super().link(source, target)

    def exchange(self, one: str, other: str) -> None:
        if self.numbers[1]:
            raise OSError(self.numbers[1], os.strerror(self.numbers[1]), one, None, other)
        super().exchange(one, other)


@pytest.mark.parametrize("changes", [SMALL, LARGE])
@pytest.mark.parametrize(
    "disk", [Unable(link=errno.EPERM), Unable(exchange=errno.ENOTSUP), Unable(errno.EMLINK, 95)]
)
def test_systems_without_links_or_exchange_publish_too(
    output: Path, changes: int, disk: Disk
) -> None:
    before = tree(output)
    publish(output, changes, {"index.html": b"new"}, ("en/b/index.html",), disk)
    del before["en/b/index.html"]
    assert tree(output) == before | {"index.html": b"new"}
    assert left_beside(output) == []


def test_two_trees_cut_between_two_renames_are_mended(output: Path) -> None:
    old, new = output.with_name(".output.khabar-old"), output.with_name(".output.khabar-new")
    shutil.copytree(output, new)
    (new / "index.html").write_bytes(b"new")
    expected = tree(new)
    output.rename(old)
    recover(output, cache_of(output))
    assert tree(output) == expected
    assert left_beside(output) == []


def test_an_old_tree_alone_comes_back(output: Path) -> None:
    before = tree(output)
    output.rename(output.with_name(".output.khabar-old"))
    recover(output, cache_of(output))
    assert tree(output) == before


def test_a_damaged_journal_is_not_believed(output: Path) -> None:
    before = tree(output)
    with open_publication(output, cache_of(output), SMALL):
        (folder,) = (cache_of(output) / "publication").iterdir()
        (folder / "journal").write_text('0123[["index.html", "", true]]')
    recover(output, cache_of(output))
    assert tree(output) == before
    assert left_beside(output) == []
