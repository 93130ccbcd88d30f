"""A page as an outline: what is said, in which role and language, and where each link leads.

No class, no wrapper and no asset stands in it, so a theme may change its looks as it likes.
"""

from collections.abc import Iterator

from reading import SPACE, Element

LINES = frozenset(
    (
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "li",
        "figcaption",
        "td",
        "th",
        "pre",
        "dt",
        "dd",
        "img",
    )
)
SILENT = frozenset(("script", "style", "svg", "template"))


def outline(page: Element) -> str:
    """Give the outline of a page: its head, then a line for each line that a reader sees."""
    return "\n".join((*_head(page), *_lines(page.one("body"), ""))) + "\n"


def _head(page: Element) -> Iterator[str]:
    html = page.one("html").attributes
    yield f"html {html['lang']} {html.get('dir', '')}".strip()
    yield f"title {page.one('title').text}"
    for one in page.find("meta"):
        if one.attributes.get("name") in ("description", "robots"):
            yield f"{one.attributes['name']} {one.attributes['content']}"
        if one.attributes.get("http-equiv") == "refresh":
            yield f"refresh {one.attributes['content']}"
    for one in page.find("link"):
        if one.attributes["rel"] == "canonical":
            yield f"canonical {one.attributes['href']}"
        if "hreflang" in one.attributes:
            yield f"alternate {one.attributes['hreflang']} {one.attributes['href']}"


def _lines(element: Element, path: str) -> Iterator[str]:
    """Give the lines of an element; path: the roles and languages around them."""
    attributes = element.attributes
    if element.tag == "article":
        path += f"article({attributes.get('data-story')},{attributes.get('data-lang')}) "
    if "data-role" in attributes:
        path += f"{attributes['data-role']} "
    if not _holds_lines(element):
        said = _said(element, of_line=True)
        if said and element.tag not in SILENT:
            yield f"{path}{_sign(element)}{said}"
        return
    if "lang" in attributes and element.tag != "body":
        path += f"{{{_language(element)}}} "
    loose = ""
    for child in element.children:
        if isinstance(child, Element) and _is_lines(child):
            yield from _loose(loose, path)
            loose = ""
            yield from _lines(child, path)
        else:
            loose += _inline(child)
    yield from _loose(loose, path)


def _loose(text: str, path: str) -> Iterator[str]:
    """Give what stands between lines as a line of its own."""
    said = SPACE.sub(" ", text).strip()
    if said:
        yield path + said


def _is_lines(element: Element) -> bool:
    return element.tag in LINES or "data-role" in element.attributes or _holds_lines(element)


def _holds_lines(element: Element) -> bool:
    if element.tag == "a" or element.tag in SILENT:
        return False
    inner = (one for one in element.all() if one is not element)
    return any(one.tag in LINES or "data-role" in one.attributes for one in inner)


def _sign(element: Element) -> str:
    if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
        return "#" * int(element.tag[1]) + " "
    return "- " if element.tag == "li" else ""


def _language(element: Element) -> str:
    return " ".join(
        element.attributes[name] for name in ("lang", "dir") if element.attributes.get(name)
    )


def _said(element: Element, *, of_line: bool = False) -> str:
    """Spell an element: links, pictures and moments with where they lead, parts with language."""
    attributes = element.attributes
    if element.tag in SILENT:
        return ""
    if element.tag == "img":
        size = f" {attributes['width']}×{attributes['height']}" if "width" in attributes else ""
        return f"![{attributes['alt']}]({attributes['src']}{size})"
    said = "".join(_inline(child) for child in element.children)
    if of_line:
        said = SPACE.sub(" ", said).strip()
    if "id" in attributes and element.tag.startswith("h"):
        said += f" #{attributes['id']}"
    if element.tag == "time":
        said += f" <{attributes['datetime']}>"
    if element.tag == "a" and "href" in attributes:
        said = f"[{said}]({attributes['href']})"
    return f"{{{_language(element)}: {said}}}" if "lang" in attributes else said


def _inline(child: Element | str) -> str:
    return child if isinstance(child, str) else _said(child)
