"""What the HTML of a body leads to: links and pictures become marks.

Their URLs are known only when all stories are, long after a body was converted.
"""

import re
from collections.abc import Callable
from html import unescape

from generator.model.record import record

_REFERENCE = re.compile(r"<(?:a((?: [^>]*)?)>|(/a>)|img ([^>]*)>)")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_EMBEDDED = '<p class="embed">'
EMBED = re.compile(rf"{_EMBEDDED}(\d{{1,4}})</p>")


@record
class Target:
    """A link or picture found in HTML: its URL as written, and a picture's alt and title."""

    url: str
    text: str = ""
    title: str = ""


@record
class References:
    """HTML whose internal links and pictures are marks, and what the marks stand for.

    ``NUL A0 NUL … NUL /A0 NUL`` is link 0 around its text, ``NUL I0 NUL`` picture 0, and
    ``NUL E0 NUL`` the embed that `embeds.expand` left as ``<p class="embed">0</p>``.
    """

    html: str
    links: tuple[Target, ...]
    pictures: tuple[Target, ...]


def references(html: str, internal: Callable[[str], bool]) -> References:
    """Replace links for which `internal` holds, and every picture, by marks."""
    links: list[Target] = []
    pictures: list[Target] = []
    opened: list[str] = []  # for each <a> that is open: what stands for its end

    def mark(found: re.Match[str]) -> str:
        if found[2]:
            return opened.pop() if opened else ""
        attributes = {
            name: unescape(value) for name, value in _ATTRIBUTE.findall(found[1] or found[3] or "")
        }
        if found[3] is not None:
            pictures.append(
                Target(
                    attributes.get("src", ""),
                    attributes.get("alt", ""),
                    attributes.get("title", ""),
                )
            )
            return f"\0I{len(pictures) - 1}\0"
        url = attributes.get("href")
        if url is None or not internal(url):
            kept = url is not None or "id" in attributes
            opened.append("</a>" if kept else "")
            return found[0] if kept else ""
        links.append(Target(url))
        opened.append(f"\0/A{len(links) - 1}\0")
        return f"\0A{len(links) - 1}\0"

    marked = _REFERENCE.sub(mark, html)
    if _EMBEDDED in marked:
        marked = EMBED.sub("\0E\\1\0", marked)
    return References(marked, tuple(links), tuple(pictures))
