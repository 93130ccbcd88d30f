"""Reading what was built as a browser does: elements, texts with their language, links."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(
    ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr")
)
DEVANAGARI = re.compile(r"[\u0904-\u0939\u0958-\u0961]")
LATIN = re.compile(r"[A-Za-z]")
SPACE = re.compile(r"\s+")
# Words of CLDR's Hindi, and signs, that are written in Latin letters.
SIGNS = re.compile(r"\b(?:am|pm)\b")


@dataclass(slots=True)
class Element:
    """An element, its attributes, and what it holds in order."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element | str"] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        """Give the element and every one in it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all()

    def find(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Give every element of a tag that has some attributes; `data_role` means data-role."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.all()
            if (not tag or one.tag == tag)
            and all(one.attributes.get(name) == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """Give the only such element."""
        (found,) = self.find(tag, **attributes)
        return found

    def role(self, name: str) -> "Element":
        """Give the only element of a data-role."""
        return self.one(data_role=name)

    @property
    def text(self) -> str:
        """What a reader sees, on one line."""
        return SPACE.sub(" ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("script", "style"):
                yield from child._texts()  # noqa: SLF001 - a child of its own kind

    def inherited(self, name: str) -> str:
        """Give an attribute of the element, or of the nearest one around it that has it."""
        here: Element | None = self
        while here is not None:
            if name in here.attributes:
                return here.attributes[name]
            here = here.parent
        return ""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(path: Path) -> Element:
    """Read a page; every element in it has to be closed where it should be."""
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    assert parser.here is parser.root, f"<{parser.here.tag}> is never closed"
    return parser.root


def pages(output: Path) -> dict[str, Element]:
    """Read every page of an output, as path → page."""
    return {one.relative_to(output).as_posix(): read(one) for one in sorted(output.rglob("*.html"))}


def foreign(page: Element) -> list[tuple[str, str]]:
    """Give each text whose letters are not those of the language that it is said to be in."""
    wrong = []
    for element in page.all():
        if element.tag in ("script", "style", "code", "pre", "title"):
            continue
        lang = element.inherited("lang")
        for text in element.children:
            if isinstance(text, str):
                other = LATIN if lang == "hi" else DEVANAGARI
                if other.search(SIGNS.sub("", text)):
                    wrong.append((lang, text.strip()))
    return wrong


def dead(output: Path, base: str) -> list[tuple[str, str]]:
    """Give (page, URL) of each link, picture or style that leads nowhere in the output."""
    wrong = []
    folder = urlsplit(base).path
    for path, page in pages(output).items():
        here = base + path.removesuffix("index.html")
        for element in page.all():
            for name in ("href", "src"):
                url = urljoin(here, element.attributes.get(name, ""))
                if not url.startswith(base[: -len(folder)] + "/"):
                    continue
                parts = urlsplit(url)
                target = unquote(parts.path)
                if not target.startswith(folder) or not _there(output, target[len(folder) :]):
                    wrong.append((path, url))
                own = parts.fragment and url.partition("#")[0] == here
                if own and not page.find(id=parts.fragment):
                    wrong.append((path, url))
    return wrong


def _there(output: Path, place: str) -> bool:
    if place == "" or place.endswith("/"):
        return (output / place / "index.html").is_file()
    return (output / place).is_file()


def one_way(output: Path) -> list[tuple[str, str]]:
    """Give (page, URL) where a page names an alternate that does not name it back."""
    named: dict[str, dict[str, str]] = {}
    for page in pages(output).values():
        canonical = [one.attributes["href"] for one in page.find("link", rel="canonical")]
        if canonical and not page.find("meta", http_equiv="refresh"):
            links = page.find("link", rel="alternate")
            named[canonical[0]] = {
                one.attributes["href"]: one.attributes["hreflang"]
                for one in reversed(links)
                if "hreflang" in one.attributes
            }
    wrong = []
    for url, others in named.items():
        if others and url not in others:
            wrong.append((url, "itself"))
        wrong.extend((url, other) for other in others if url not in named.get(other, {}))
    return wrong


def twins(page: Element) -> list[str]:
    """Give every id that stands on a page twice."""
    ids = Counter(one.attributes["id"] for one in page.all() if "id" in one.attributes)
    return [name for name, times in ids.items() if times > 1]


def nested_links(page: Element) -> list[str]:
    """Give the text of each link that stands in a link."""
    return [
        one.text
        for one in page.find("a")
        if one.parent and any(up.tag == "a" for up in _ancestors(one))
    ]


def _ancestors(one: Element) -> Iterator[Element]:
    here = one.parent
    while here is not None:
        yield here
        here = here.parent
