"""The validators, each as a function: a built site in, what it complains of out.

None of them may reach anybody: they run without a way to the network, and links that lead out of
the site are not followed. What they complain of is data, so that one table can hold them all.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped] # it has no types
from hosting import ROOT, Hosted, offline

HOME = Path(__file__).resolve().parent / "validators"
MODULES = HOME / "node_modules"
FEEDS = ("feed.xml", "atom.xml", "podcast.xml")
# What is no page of its own to share: light pages, redirects, and what no one shall list.
UNSHARED = ("data-lite", 'http-equiv="refresh"', 'content="noindex')
# The policy stops scripts, and a block of data is none, but vnu takes JSON-LD for one.
NO_SCRIPT, DATA_BLOCK = "Inline script violates", '<script type="application/ld+json">'
LONGEST = 900  # seconds


class MissingToolError(Exception):
    """A program that a check needs is not on this machine."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tool said: its version, how many files (or links) it saw, and its complaints."""

    version: str
    seen: int
    complaints: tuple[str, ...]


def told(command: Iterable[str | Path], given: str = "") -> tuple[str, str]:
    """Run a program that may find fault; give what it printed, and what it said of errors.

    Raises MissingToolError where there is no such program.
    """
    name, *arguments = (str(one) for one in command)
    program = shutil.which(name)
    if program is None or any(one.startswith(str(MODULES)) and not Path(one).exists()
                              for one in arguments):  # fmt: skip
        raise MissingToolError(name if program is None else str(arguments[0]))
    done = subprocess.run(  # noqa: S603 - programs and arguments are our own
        (program, *arguments),
        check=False,
        capture_output=True,
        text=True,
        input=given,
        cwd=HOME,
        env=offline(),
        timeout=LONGEST,
    )
    return done.stdout, done.stderr


def version(package: str) -> str:
    """Give the version of an installed npm package."""
    file = MODULES / package / "package.json"
    if not file.is_file():
        raise MissingToolError(package)
    return str(json.loads(file.read_text("utf-8"))["version"])


def answer(out: str, said: str) -> Any:  # noqa: ANN401 - as the tool shapes it
    """Read the JSON that a tool prints; raise with what it said if it prints none."""
    try:
        return json.loads(out)
    except json.JSONDecodeError as error:
        raise RuntimeError(said[-2000:] or out[-2000:]) from error


def vnu(site: Hosted) -> Verdict:
    """Ask the Nu HTML checker, which asks the server, so that it sees the headers as well."""
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    allowed = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # the loopback address is one
    patient = "-Dnu.validator.servlet.socket-timeout=60000"  # milliseconds, on a busy machine
    command = ("java", allowed, patient, "-jar", jar)
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    out, said = told((*command, *options, *map(site.url_of, site.pages)))
    complaints = (
        f"{urlsplit(one.get('url', '')).path}:{one.get('lastLine', 0)}: {one['message']}"
        for one in answer(out, said)["messages"]
        if not (one["message"].startswith(NO_SCRIPT) and DATA_BLOCK in one.get("extract", ""))
    )
    return Verdict(version("vnu-jar"), len(site.pages), tuple(complaints))


def html_validate(site: Hosted) -> Verdict:
    """Ask html-validate for every built file."""
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    report = site.folder.parent / "html-validate.json"  # with the pages, too long for a pipe
    options = ("--config", HOME / "html_validate.mjs", "--formatter", f"json={report}")
    _, said = told(("node", program, *options, f"{site.folder}/**/*.html"))
    out = report.read_text("utf-8") if report.is_file() else ""
    complaints = (
        f"{one['filePath'].removeprefix(str(site.folder))}:{each['line']}: {each['message']} "
        f"[{each['ruleId']}]"
        for one in answer(out, said)
        for each in one["messages"]
    )
    return Verdict(version("html-validate"), len(site.pages), tuple(complaints))


def xmllint(site: Hosted) -> Verdict:
    """Read every XML file and every drawing with libxml2: all are well formed."""
    files = sorted(one for kind in ("xml", "svg") for one in site.folder.rglob(f"*.{kind}"))
    _, said = told(("xmllint", "--noout", "--nonet", *files))
    _, named = told(("xmllint", "--version"))
    return Verdict(named.split("version ")[1].split()[0], len(files), tuple(said.splitlines()))


def feeds(site: Hosted) -> Verdict:
    """Read every feed as feed readers do; none may need to be guessed at."""
    files = sorted(one for name in FEEDS for one in site.folder.rglob(name))
    read = ((one, feedparser.parse(one.read_bytes())) for one in files)
    complaints = (
        f"/{one.relative_to(site.folder)}: {feed.get('bozo_exception', 'it holds no story')}"
        for one, feed in read
        if feed.bozo or not feed.entries
    )
    return Verdict(feedparser.__version__, len(files), tuple(complaints))


def links(site: Hosted) -> Verdict:
    """Follow every link within the site from its front."""
    out, said = told(("node", HOME / "links.mjs", site.url))
    return _of_script("linkinator", site, answer(out, said))


def structured_data(site: Hosted) -> Verdict:
    """Hold JSON-LD and cards against what Google and the messengers ask for."""
    pages = [
        {"file": str(one), "social": not any(mark in text for mark in UNSHARED)}
        for one in site.pages
        if 'http-equiv="refresh"' not in (text := one.read_text("utf-8"))
    ]
    out, said = told(("node", HOME / "structured_data.cjs"), json.dumps(pages))
    return _of_script("structured-data-testing-tool", site, answer(out, said))


def _of_script(package: str, site: Hosted, said: dict[str, Any]) -> Verdict:
    """Read what one of our own scripts around a package prints."""
    complaints = (
        f"{one['file'].removeprefix(site.url).removeprefix(str(site.folder))}: {one['text']}"
        for one in said["complaints"]
    )
    return Verdict(version(package), said["seen"], tuple(complaints))


def css(_: Hosted) -> Verdict:
    """Hold the theme's style sheets, as written, against the grammar of CSS."""
    folder = ROOT / "templates" / "assets" / "css"
    program = MODULES / "csstree-validator" / "bin" / "validate.js"
    out, said = told(("node", program, "--reporter", "json", folder))
    complaints = (
        f"{Path(one['name']).name}:{one['line']}: {one['message']}" for one in answer(out, said)
    )
    seen = len(list(folder.glob("*.css")))
    return Verdict(version("csstree-validator"), seen, tuple(complaints))


CHECKS: MappingProxyType[str, Callable[[Hosted], Verdict]] = MappingProxyType(
    {
        "vnu": vnu,
        "html-validate": html_validate,
        "xmllint": xmllint,
        "feedparser": feeds,
        "linkinator": links,
        "structured-data-testing-tool": structured_data,
        "csstree-validator": css,
    }
)
