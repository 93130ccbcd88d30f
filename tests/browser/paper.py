"""A built paper as its readers' programs take it apart: pages, links, languages, pictures."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE = "https://jaanojunction.example/"
VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
CODE = frozenset(("code", "kbd", "pre", "samp", "script", "title"))
LOADED = frozenset(("stylesheet", "icon", "preload"))

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its URL path, and what stands in it."""

    url: str
    root: Attributes
    ids: tuple[str, ...]
    elements: tuple[tuple[str, Attributes], ...]
    texts: tuple[tuple[str, str], ...]  # (language, text); in code and titles: ("", text)

    def all(self, tag: str) -> list[Attributes]:
        """Give the attributes of all elements of a name, in order."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def links(self) -> list[str]:
        """Give all that the page leads to, and all that it loads."""
        return [each[key] for _, each in self.elements for key in ("href", "src") if key in each]

    @property
    def loaded(self) -> list[str]:
        """Give what a browser fetches with the page."""
        linked = (one for one in self.all("link") if LOADED & set(one["rel"].split()))
        return [one["href"] for one in linked] + [each["src"] for each in self.with_key("src")]

    def with_key(self, key: str) -> list[Attributes]:
        """Give the attributes of all elements that have one of a name."""
        return [attributes for _, attributes in self.elements if key in attributes]

    @property
    def switches(self) -> dict[str, str]:
        """Give the language switch: language → URL."""
        return {one["hreflang"]: one["href"] for one in self.all("a") if "hreflang" in one}

    @property
    def story(self) -> str:
        """Give the story of an article's page; "" on other pages."""
        return next((one["data-story"] for one in self.with_key("data-story")), "")


@dataclass
class _Taking(HTMLParser):
    ids: list[str] = field(default_factory=list)
    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)  # (tag, language within)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag not in VOID:
            around = self.open[-1][1] if self.open else ""
            inside = "" if tag in CODE else attributes.get("lang", around)
            self.open.append((tag, inside))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self.open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1][1] if self.open else "", data))


def leaf(path: Path, output: Path) -> Leaf:
    """Take a page apart; every element must be closed in its order."""
    taking = _Taking()
    text = path.read_text("utf-8")
    taking.feed(text)
    taking.close()
    assert taking.open == [], f"{path}: never closed: {taking.open}"
    url = "/" + path.relative_to(output).as_posix().removesuffix("index.html")
    root = next(attributes for name, attributes in taking.elements if name == "html")
    return Leaf(
        url,
        root,
        tuple(taking.ids),
        tuple(taking.elements),
        tuple(taking.texts),
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A built paper: its folder, where it is served, and its pages by URL path."""

    output: Path
    url: str
    pages: dict[str, Leaf]

    def path_of(self, link: str, page: str) -> str | None:
        """Give the URL path that a link of a page leads to within the paper; None if out of it."""
        link = link.removeprefix(BASE.rstrip("/")) if link.startswith(BASE) else link
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        return unquote(parts.path) or page

    def dead(self, link: str, page: str) -> bool:
        """Tell whether a link leads to nothing: no such file, no such place in it."""
        path = self.path_of(link, page)
        if path is None:
            return False
        if path not in self.pages:
            return not (self.output / path.lstrip("/")).is_file()
        place = unquote(urlsplit(link).fragment)
        return bool(place) and place not in self.pages[path].ids

    @property
    def articles(self) -> list[Leaf]:
        """Give the pages of articles, not their light ones."""
        pages = (page for page in self.pages.values() if page.story)
        return [page for page in pages if not page.with_key("data-lite")]


def read(output: Path, url: str) -> Paper:
    """Take a whole built paper apart."""
    leaves = (leaf(path, output) for path in sorted(output.rglob("*.html")))
    return Paper(output, url, {one.url: one for one in leaves})
