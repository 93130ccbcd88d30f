"""A new newsroom: site.yaml, samples, a page about it, a word to editors, a workflow.

Where nothing is said it is the reference site's site.yaml with its pictures, which in a checkout
lie at its root alone; else one is written from the answers. The samples lie in
generator/starter/; they are dated anew, so that they are today's news.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from generator.desk.charter import Answers, Tables, read_tables, write_charter
from generator.desk.placing import newsroom_time
from generator.edges.package import PACKAGE, shipped_theme
from generator.model.problem import Problem, failed, problem
from generator.stages.configure import configure
from generator.stages.moments import parse_moment

SHARED = ("site.yaml", "media/logo.png", "media/podcast-cover.png")  # at the root of a checkout
PORTRAITS = "media/portraits"  # those that site.yaml names
IGNORED = "output/\n.khabar/\n"
WORKFLOW = ".github/workflows/khabar.yml"
RECENT = timedelta(hours=1)  # how old the newest sample is

STARTER = PACKAGE / "starter"
_END = "\n---\n"  # of front matter
_DATE = re.compile(r"^(date|updated): (.+)$", re.MULTILINE)
_SHARED_KEYS = re.compile(r"^(?:date|tags|authors): .+\n", re.MULTILINE)  # what sisters inherit
_AUTHOR = "jj-news-desk"  # of the samples: the reference site's desk
_ABOUT = "content/pages/about/"


@dataclass(frozen=True, slots=True)
class InitResult:
    """The files that were written, why none were, and the languages without a sample."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    mute: tuple[str, ...] = ()


@cache
def tables() -> Tables:
    """Give the names and languages that come with Khabar."""
    names, languages = (STARTER / f"{name}.tsv" for name in ("names", "languages"))
    return read_tables(names.read_text("utf-8"), languages.read_text("utf-8"))


def reference() -> Answers:
    """Give what a newsroom is where nothing else is said, as the reference site has it."""
    config, _ = configure((_shared() / "site.yaml").read_text("utf-8"))
    if config is None:
        msg = "the site.yaml that comes with Khabar cannot be read"
        raise ValueError(msg)
    codes = tuple(one.code for one in config.languages)
    return Answers(config.title.part(codes[0]).text, codes, config.base_url, tables().sets[0])


def init(folder: Path, now: datetime, answers: Answers | None = None) -> InitResult:
    """Make a newsroom in a folder that is new or empty; any other is refused.

    What version control keeps in a folder does not count. answers: known languages and a known
    set. Raises OSError where the disk refuses.
    """
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        return InitResult((), (problem((folder.as_posix(), 0, 0), "folder-not-empty"),))
    files = _files(answers or Answers())
    config, problems = configure(files["site.yaml"].decode())
    if config is None or failed(problems):
        return InitResult((), problems)
    files = _dated(files, now)
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    codes = (one.code for one in config.languages)
    mute = tuple(code for code in codes if f"{_ABOUT}{code}.md" not in files)
    return InitResult(tuple(folder / name for name in files), (), mute)


def _files(answers: Answers) -> dict[str, bytes]:
    """Give the files of a new newsroom by their paths."""
    usual = reference()
    asked = replace(answers, languages=answers.languages or usual.languages)
    plain = asked in (replace(Answers(), languages=usual.languages), usual)
    files = _usual() if plain else _own(asked)
    codes = asked.languages
    for file in sorted((STARTER / "content").rglob("*.md")):
        if file.stem in codes:
            files[file.relative_to(STARTER).as_posix()] = file.read_bytes()
    if not plain:
        files = _at_home(_whole(files, codes), asked)
    files["README.md"] = (STARTER / "README.md").read_bytes()
    files[WORKFLOW] = (STARTER / "ci.yml").read_bytes()
    files[".gitignore"] = IGNORED.encode()
    return files


def _shared() -> Path:
    return STARTER if (STARTER / SHARED[0]).is_file() else PACKAGE.parent


def _usual() -> dict[str, bytes]:
    """Give the reference site's own site.yaml, and the pictures that it names."""
    files = {name: (_shared() / name).read_bytes() for name in SHARED}
    for file in sorted((_shared() / PORTRAITS).iterdir()):
        files[f"{PORTRAITS}/{file.name}"] = file.read_bytes()
    return files


def _own(asked: Answers) -> dict[str, bytes]:
    """Write site.yaml, and words to be translated for languages that the theme does not speak."""
    about = (code for code in asked.languages if (STARTER / _ABOUT / f"{code}.md").is_file())
    files = {"site.yaml": write_charter(asked, tables(), next(about, "")).encode()}
    strings = shipped_theme() / "strings"
    for code in asked.languages:
        if not (strings / f"{code}.yaml").is_file():
            spoken = (strings / f"{reference().languages[0]}.yaml").read_bytes()
            files[f"templates/strings/{code}.yaml"] = spoken
    return files


def _whole(files: dict[str, bytes], codes: tuple[str, ...]) -> dict[str, bytes]:
    """Give the first file of each sample what it would inherit from one that is not there."""
    made = dict(files)
    for folder in sorted({str(Path(name).parent.as_posix()) for name in files if _story(name)}):
        told = [f"{folder}/{code}.md" for code in codes if f"{folder}/{code}.md" in files]
        if any(_DATE.search(files[name].decode()) for name in told):
            continue
        every = sorted((STARTER / folder).glob("*.md"))
        heads = (file.read_text("utf-8").partition(_END)[0] + "\n" for file in every)
        lines = next(found for head in heads if (found := _SHARED_KEYS.findall(head)))
        head, end, body = files[told[0]].decode().partition(_END)
        made[told[0]] = (head + "\n" + "".join(lines).rstrip() + end + body).encode()
    return made


def _at_home(files: dict[str, bytes], asked: Answers) -> dict[str, bytes]:
    """Move the samples into categories that the newsroom has, and name its own desk in them."""
    homes = tables().categories(asked.categories or tables().sets[0])
    folders = sorted({name.split("/")[1] for name in files if _story(name)})
    moves = {old: new for old, new in zip(folders, homes, strict=False) if old not in homes}
    desk = next(one.id for one in tables().names if one.kind == "author")
    made: dict[str, bytes] = {}
    for name, data in files.items():
        if not name.startswith("content/"):
            made[name] = data
            continue
        text = data.decode().replace(_AUTHOR, desk)
        for old, new in moves.items():
            text = text.replace(f"`{old}`", f"`{new}`")
            for story in sorted(one.name for one in (STARTER / "content" / old).iterdir()):
                text = text.replace(f"{old}/{story}", f"{new}/{story}")
        parts = name.split("/")
        made["/".join((parts[0], moves.get(parts[1], parts[1]), *parts[2:]))] = text.encode()
    return made


def _story(name: str) -> bool:
    return name.startswith("content/") and not name.startswith("content/pages/")


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
