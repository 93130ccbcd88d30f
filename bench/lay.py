"""Lays the made newsroom out as each generator wants it: the same articles, its own folders."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from newsrooms import CATEGORIES, LANGUAGES, Told
from peers import HERE, NODE

ON_NODE = frozenset({"eleventy", "astro"})
OWN_FORMS = {"pelican": "{}: {}\n", "nikola": ".. {}: {}\n"}  # others take YAML
DESK = {"en": "Desk", "hi": "डेस्क"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to write. path: below the site's folder."""

    path: str
    text: str


def lay(site: str, articles: Iterable[Told], root: Path) -> int:
    """Write a whole site into a folder that is not there yet; give the bytes of its articles."""
    copytree(HERE / "sites" / site, root)
    for one in _beside(site):
        write(one, root)
    if site in ON_NODE:
        # A folder of its own: Astro keeps there what it remembers of a site.
        (root / "node_modules").mkdir()
        for package in NODE.iterdir():
            (root / "node_modules" / package.name).symlink_to(package)
    written = 0
    for told in articles:
        one = source(site, told)
        write(one, root)
        written += len(one.text.encode())
    return written


def write(one: Source, root: Path) -> None:
    """Write a file and the folders above it."""
    path = root / one.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(one.text, "utf-8")


def source(site: str, told: Told) -> Source:
    """Write an article as a generator wants it."""
    path, facts = {
        "khabar": _khabar,
        "khabar-same": _khabar,
        "hugo": _hugo,
        "eleventy": _eleventy,
        "astro": _astro,
        "pelican": _pelican,
        "nikola": _nikola,
    }[site](told)
    if site in OWN_FORMS:
        head = "".join(OWN_FORMS[site].format(key, value) for key, value in facts.items())
        return Source(path, f"{head}\n{told.body}\n")
    # A string of JSON is one of YAML too.
    rows = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items())
    return Source(path, f"---\n{''.join(rows)}---\n{told.body}\n")


Laid = tuple[str, dict[str, str | list[str]]]


def _khabar(told: Told) -> Laid:
    return f"content/{told.story}/{told.lang}.md", {
        "title": told.title,
        "deck": told.deck,
        "date": told.date.isoformat(),
        "tags": list(told.tags),
    }


def _hugo(told: Told) -> Laid:
    return f"content/{told.story}.{told.lang}.md", {
        "title": told.title,
        "description": told.deck,
        "date": told.date.isoformat(),
        "category": told.category,
        "tags": list(told.tags),
    }


def _astro(told: Told) -> Laid:
    path, facts = _eleventy(told)
    return path.replace("src/", "src/stories/", 1), facts


def _eleventy(told: Told) -> Laid:
    return f"src/{told.lang}/{told.story}.md", {
        "title": told.title,
        "deck": told.deck,
        "date": told.date.isoformat(),
        "category": told.category,
        "topics": list(told.tags),
    }


def _pelican(told: Told) -> Laid:
    return f"content/{told.story}.{told.lang}.md", {
        "Title": told.title,
        "Deck": told.deck,
        "Date": told.date.isoformat(),
        "Category": told.category,
        "Tags": ", ".join(told.tags),
        "Slug": told.story.rpartition("/")[2],
        "Lang": told.lang,
    }


def _nikola(told: Told) -> Laid:
    suffix = "" if told.lang == LANGUAGES[0] else f".{told.lang}"
    return f"posts/{told.story}{suffix}.md", {
        "title": told.title,
        "slug": told.story.rpartition("/")[2],
        "description": told.deck,
        "date": told.date.isoformat(),
        "category": told.category,
        "tags": ", ".join(told.tags),
    }


def _beside(site: str) -> list[Source]:
    """Give what a generator wants for every category beside the articles."""
    if site != "hugo":
        return []
    return [
        Source(f"content/{one}/_index.{lang}.md", f"---\ntitle: {DESK[lang]} {one[-2:]}\n---\n")
        for one in CATEGORIES
        for lang in LANGUAGES
    ]
