"""A new newsroom: the site.yaml and pictures of the reference site, samples, a word to editors.

What is copied lies in generator/starter/, but for these, which in a checkout lie
at its root alone. The samples are dated anew, so that they are today's news.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from generator.desk.placing import newsroom_time
from generator.edges.package import PACKAGE
from generator.model.problem import Problem, problem
from generator.stages.configure import configure
from generator.stages.moments import parse_moment

SHARED = ("site.yaml", "media/logo.png", "media/podcast-cover.png")  # at the root of a checkout
PORTRAITS = "media/portraits"  # those that site.yaml names
IGNORED = "output/\n.khabar/\n"
RECENT = timedelta(hours=1)  # how old the newest sample is

_END = "\n---\n"  # of front matter
_DATE = re.compile(r"^(date|updated): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class InitResult:
    """The files that were written, and why none were."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def init(folder: Path, now: datetime) -> InitResult:
    """Make a newsroom in a folder that is new or empty; any other is refused.

    What version control keeps in a folder does not count. Raises OSError where the disk
    refuses.
    """
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        return InitResult((), (problem((folder.as_posix(), 0, 0), "folder-not-empty"),))
    files = _files(now)
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return InitResult(tuple(folder / name for name in files), ())


def _files(now: datetime) -> dict[str, bytes]:
    """Give the files of a new newsroom by their paths."""
    starter = PACKAGE / "starter"
    shared = starter if (starter / SHARED[0]).is_file() else PACKAGE.parent
    places = {name: shared / name for name in SHARED}
    for file in sorted((shared / PORTRAITS).iterdir()):
        places[f"{PORTRAITS}/{file.name}"] = file
    places["README.md"] = starter / "README.md"
    for file in sorted((starter / "content").rglob("*")):
        if file.is_file():
            places[file.relative_to(starter).as_posix()] = file
    files = {name: file.read_bytes() for name, file in places.items()}
    files[".gitignore"] = IGNORED.encode()
    return _dated(files, now)


def _dated(files: dict[str, bytes], now: datetime) -> dict[str, bytes]:
    """Move the dates of all stories by one span, so that the newest of them has just come out."""
    config, _ = configure(files["site.yaml"].decode())
    heads = {
        name: data.decode().partition(_END)
        for name, data in files.items()
        if name.startswith("content/") and name.endswith(".md")
    }
    written = [one for head, *_ in heads.values() for _, one in _DATE.findall(head)]
    if config is None or not written:
        return files
    zone = config.timezone
    newest = max(parse_moment(one, zone) for one in written)
    span = newsroom_time(now, config) - RECENT - newest

    def moved(found: re.Match[str]) -> str:
        moment = newsroom_time(parse_moment(found[2], zone) + span, config)
        return f"{found[1]}: {moment.isoformat(timespec='minutes')}"

    texts = {name: _DATE.sub(moved, head) + end + body for name, (head, end, body) in heads.items()}
    return files | {name: text.encode() for name, text in texts.items()}
