"""Posts and films on other sites, named in a story by their ids: links, never frames.

A line ``{{youtube ID Words}}`` becomes a link that says where it leads. Nothing of the other
site is loaded with the page, so no reader is seen there who did not choose to go.
"""

import re
from collections.abc import Iterator
from html import escape
from types import MappingProxyType

from generator.model.problem import Problem, problem
from generator.stages.suggest import suggest

# Service: its name, the form of its ids, and the address that an id stands in.
SERVICES = MappingProxyType(
    {
        "youtube": ("YouTube", r"[A-Za-z0-9_-]{11}", "https://www.youtube.com/watch?v={}"),
        "instagram": ("Instagram", r"[A-Za-z0-9_-]{5,40}", "https://www.instagram.com/p/{}/"),
        "x": ("X", r"[0-9]{5,20}", "https://x.com/i/status/{}"),
    }
)


def expand(body: str, prose: str) -> str:
    """Write out the embeds of a body; prose: the same lines, code blanked out."""
    if "{{" not in prose:
        return body
    pairs = zip(body.split("\n"), prose.split("\n"), strict=True)
    return "\n".join(_link(shown) or line for line, shown in pairs)


def mistaken(path: str, prose: str, first: int) -> Iterator[Problem]:
    """Report each embed whose service or id is none, or that says nothing to its reader."""
    for number, line in enumerate(prose.split("\n") if "{{" in prose else (), first):
        name, code, words = _parts(line)
        if not name:
            continue
        details = {"name": name, "value": code}
        column = line.index(code, line.index(name) + len(name)) + 1
        if name not in SERVICES:
            known = {"choices": ", ".join(SERVICES), "suggestion": suggest(name, SERVICES)}
            place = (path, number, line.index(name) + 1)
            yield problem(place, "unknown-embed", name=name, **known)
        elif not re.fullmatch(SERVICES[name][1], code):
            yield problem((path, number, column), "bad-embed", **details)
        elif not words:
            yield problem((path, number, column + len(code)), "mute-embed", **details)


def _parts(line: str) -> tuple[str, str, str]:
    """Give service, id and words of an embed, "" for what is not said; "" thrice if it is none."""
    bare = line.strip()
    if not (bare.startswith("{{") and bare.endswith("}}")):
        return ("", "", "")
    name, code, words = (*bare[2:-2].split(maxsplit=2), "", "", "")[:3]
    return (name, code, words.rstrip())


def _link(line: str) -> str:
    """Give the paragraph that an embed becomes; "" for any other line."""
    service, code, words = _parts(line)
    if service not in SERVICES or not words:
        return ""
    name, form, address = SERVICES[service]
    if not re.fullmatch(form, code):
        return ""
    link = f'<a href="{escape(address.format(code))}">{escape(words, quote=False)}</a>'
    return f'<p class="embed">{link} <span>{name}</span></p>'
