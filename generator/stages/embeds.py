"""Posts and films on other sites, named in a story by their ids.

A line ``{{youtube ID Words | poster.jpg | credit}}`` becomes an `Embed`: what a page makes of it
is decided when it is planned. Nothing of the other site is loaded with the page, so no reader is
seen there who did not choose to go.
"""

import re
from collections.abc import Iterator
from types import MappingProxyType

from generator.model.problem import Problem, problem
from generator.model.record import record
from generator.model.story import Embed
from generator.stages.suggest import suggest

# Where films are played from: YouTube's host that sets no cookies before a film is played.
PLAYER = "https://www.youtube-nocookie.com"


@record
class Service:
    """A site: its name, the form of its ids, the address of an id, and that of its player.

    frame: "" where nothing of it can be shown without running the site's own scripts here.
    """

    name: str
    form: str
    address: str
    frame: str = ""

    def knows(self, code: str) -> bool:
        """Tell whether an id can be one."""
        return re.fullmatch(self.form, code) is not None


SERVICES = MappingProxyType(
    {
        "youtube": Service(
            "YouTube",
            r"[A-Za-z0-9_-]{11}",
            "https://www.youtube.com/watch?v={}",
            PLAYER + "/embed/{}?autoplay=1",
        ),
        "instagram": Service(
            "Instagram", r"[A-Za-z0-9_-]{5,40}", "https://www.instagram.com/p/{}/"
        ),
        "x": Service("X", r"[0-9]{5,20}", "https://x.com/i/status/{}"),
    }
)
YOUTUBE = SERVICES["youtube"]


def expand(body: str, prose: str, first: int) -> tuple[str, tuple[Embed, ...]]:
    """Put a numbered paragraph in the place of each embed (see `markup.references`).

    prose: the same lines, code blanked out; first: the line of the file on which they begin.
    """
    if "{{" not in prose:
        return body, ()
    lines = body.split("\n")
    found: list[Embed] = []
    for at, line in enumerate(prose.split("\n")):
        one = _embed(line, first + at)
        if one is not None:
            lines[at] = f'<p class="embed">{len(found)}</p>'
            found.append(one)
    return "\n".join(lines), tuple(found)


def mistaken(path: str, prose: str, first: int) -> Iterator[Problem]:
    """Report each embed whose service or id is none, or that says nothing to its reader."""
    for number, line in enumerate(prose.split("\n") if "{{" in prose else (), first):
        name, code, words, *_ = _parts(line)
        if not name:
            continue
        details = {"name": name, "value": code}
        column = line.index(code, line.index(name) + len(name)) + 1
        if name not in SERVICES:
            known = {"choices": ", ".join(SERVICES), "suggestion": suggest(name, SERVICES)}
            place = (path, number, line.index(name) + 1)
            yield problem(place, "unknown-embed", name=name, **known)
        elif not SERVICES[name].knows(code):
            yield problem((path, number, column), "bad-embed", **details)
        elif not words:
            yield problem((path, number, column + len(code)), "mute-embed", **details)


def _parts(line: str) -> tuple[str, str, str, str, str]:
    """Give service, id, words, poster and credit of an embed, "" for what is not said.

    Five times "" if the line is none.
    """
    bare = line.strip()
    if not (bare.startswith("{{") and bare.endswith("}}")):
        return ("", "", "", "", "")
    name, code, rest = (*bare[2:-2].split(maxsplit=2), "", "", "")[:3]
    words, poster, credit = (*(part.strip() for part in rest.split("|", 2)), "", "", "")[:3]
    return (name, code, words, poster, credit)


def _embed(line: str, number: int) -> Embed | None:
    service, code, words, poster, credit = _parts(line)
    if service not in SERVICES or not words or not SERVICES[service].knows(code):
        return None
    column = line.rindex(poster) + 1 if poster else 1
    return Embed(service, code, words, poster, credit, number, column)
