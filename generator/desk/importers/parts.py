"""The parts of a news page, told by their own words: label, byline, source, footer."""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from generator.desk.front_matter import scalar
from generator.desk.importers.lines import Line
from generator.desk.importers.phrases import key, phrases
from generator.desk.scripts import script_language
from generator.language.clusters import word_count
from generator.language.slug import slug
from generator.model.config import Category, SiteConfig

LABEL = 4  # words at most in a category's name
NAME = 6  # words at most in a name, or in what a source is called
FEW = 2  # networks that make a sentence with a footer's words a footer
MANY = 3  # networks that make a sentence with the paper's name a footer

_SLASH = regex.compile(r"\s*[/|»›>]\s*")
_PIECES = regex.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
_LABELLED = regex.compile(r"([\p{L}\p{M} ]{2,30}?)\s*(?:[:：\u0903]|\s[-–—])\s*(\S.*)")
_URL = regex.compile(r"\(?\s*(https?://[^\s()]+)\s*\)?")
_HOST = regex.compile(r"https?://(?:www\.)?([^/]+)")
_QUOTE = regex.compile(r"[\"'\p{Pi}]")


def pieces(text: str) -> list[str]:
    """Give the pieces of a line that says several things with bars or dots between."""
    return [one for one in _PIECES.split(text) if one]


def category_named(text: str, config: SiteConfig) -> Category | None:
    """Find the category that a label names in one language, or in several with slashes."""
    for part in (text, *_SLASH.split(text)):
        for one in config.categories:
            if key(part) in {key(one.id), *(key(name) for _, name in one.name.entries)} - {""}:
                return one
    return None


def is_label(line: Line, config: SiteConfig) -> bool:
    """Tell whether a line is a category's label, known or not.

    One that is not known shows by its slash, with a short name in another script on each side.
    """
    parts = _SLASH.split(line.text)
    if any(word_count(key(one)) > LABEL for one in parts):
        return False
    if category_named(line.text, config):
        return True
    names = line.text.split("/")
    found = {script_language(one, config) for one in names} - {""}
    return len(names) > 1 and len(found) == len(names) and is_name(Line(0, " ".join(names)))


def category_row(label: str, config: SiteConfig) -> str:
    """Write the row of site.yaml that would make an unknown label known."""
    names = {script_language(one, config): one for one in _SLASH.split(label)}
    ids = (slug(one) for one in names.values())
    inner = ", ".join(f"{code}: {scalar(name)}" for code, name in names.items() if code)
    name = f"{{{inner}}}" if len(names) > 1 and inner else scalar(label)
    return f"{next((one for one in ids if one), 'news')}: {{name: {name}}}"


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote: ids of site.yaml or plain names, and which of them site.yaml does not list."""

    authors: tuple[str, ...]
    unlisted: tuple[str, ...]


def byline(text: str, config: SiteConfig) -> Byline | None:
    """Read a byline that shows as one: names that site.yaml lists, or words such as "By"."""
    bare, announced = _without_words(text)
    known = _authors(config)
    names = _names(bare, known)
    unlisted = tuple(name for name in names if key(name) not in known)
    if not names or (len(unlisted) == len(names) and not announced):
        return None
    if not all(is_name(Line(0, name)) and not name[0].islower() for name in unlisted):
        return None
    return Byline(tuple(known.get(key(name), name) for name in names), unlisted)


def is_name(line: Line) -> bool:
    """Tell whether a line could be nothing but a name: a few words, no digits, no full stop."""
    short = line.words <= LABEL and not line.final
    return short and not regex.search(r"[\p{N}:;,?!/]", line.text)


def _without_words(text: str) -> tuple[str, bool]:
    """Take away the words before or after the names of a byline, and tell whether some were."""
    labelled = _LABELLED.fullmatch(text)
    if labelled and key(labelled[1]) in phrases("byline-before"):
        return labelled[2], True
    words = text.split(" ")
    for count in (1, 2):
        if len(words) > count and key(" ".join(words[:count])) in phrases("byline-before"):
            return " ".join(words[count:]), True
        if len(words) > count and key(" ".join(words[-count:])) in phrases("byline-after"):
            return " ".join(words[:-count]), True
    return text, False


def _authors(config: SiteConfig) -> dict[str, str]:
    """Give the authors' ids by their names in every language."""
    return {
        key(name): one.id
        for one in config.authors
        for name in (one.id, *(text for _, text in one.name.entries))
    }


def _names(text: str, known: Mapping[str, str]) -> list[str]:
    """Part the names of a byline at commas and at words such as "and"."""
    if key(text) in known:
        return [text]
    found: list[list[str]] = [[]]
    for word in regex.sub(r"[,&\u060c]", " , ", text).split():
        if word == "," or key(word) in phrases("conjunction"):
            found.append([])
        else:
            found[-1].append(word)
    return [" ".join(one) for one in found if one]


@dataclass(frozen=True, slots=True)
class Source:
    """Who is credited, and their address, or ""."""

    name: str
    url: str = ""


def source(line: Line) -> Source | None:
    """Read a line that credits another outlet: "Source: news18"."""
    text = line.text.strip("()[]")
    labelled = _LABELLED.fullmatch(text)
    if labelled and key(labelled[1]) in phrases("source"):
        return _outlet(labelled[2])
    words = text.split(" ")
    for count in range(1, min(len(words), LABEL + 1)):
        if key(" ".join(words[:count])) in phrases("source-opening"):
            return _outlet(" ".join(words[count:]))
    return None


def _outlet(text: str) -> Source | None:
    """Take name and address apart; None where there are too many words for a name."""
    found = _URL.search(text)
    name = _URL.sub(" ", text).strip(" ,;-–—") if found else text.strip(" ()[]")
    if found and not name:
        host = _HOST.match(found[1])
        name = host[1] if host else found[1]
    if not name or word_count(key(name)) > NAME:
        return None
    return Source(name, found[1] if found else "")


def is_footer(line: Line, config: SiteConfig) -> bool:
    """Tell whether a line asks readers to follow the paper on its networks."""
    text = line.key
    networks = sum(_holds(text, one) for one in network_names(config))
    paper = any(_holds(text, key(name)) for _, name in config.title.entries)
    asked = [one for one in phrases("footer") if _holds(text, one)]
    edge = any(text.startswith(one) or text.endswith(one) for one in asked)
    if _QUOTE.match(line.text) or not (networks or paper):
        return False
    return edge or (bool(asked) and networks >= FEW) or (paper and networks >= MANY)


def network_names(config: SiteConfig) -> frozenset[str]:
    """Give the names of networks as `key` gives them: those of site.yaml, and well-known ones."""
    listed = (
        key(name) for one in (*config.social, *config.podcasts) for _, name in one.name.entries
    )
    return phrases("network") | frozenset(listed)


def is_furniture(line: Line, config: SiteConfig) -> bool:
    """Tell whether a line belongs to the page around the story: "Share", the name of a network."""
    return is_notice(line) or line.key in network_names(config)


def is_notice(line: Line) -> bool:
    """Tell whether a line belongs to no story, by what it says: "Share", "4 min read"."""
    text = line.key
    if text in phrases("furniture") | phrases("related") | {""}:
        return True
    count, _, rest = text.partition(" ")
    reading = count.isdecimal() and rest in phrases("reading")
    return reading or line.text.startswith("©")


def also_read(line: Line) -> str:
    """Give the headline that follows words such as "Also read:"; "" on any other line."""
    labelled = _LABELLED.fullmatch(line.text)
    return labelled[2] if labelled and key(labelled[1]) in phrases("related") else ""


def _holds(text: str, phrase: str) -> bool:
    """Tell whether whole words of a text are the phrase."""
    return bool(phrase) and f" {phrase} " in f" {text} "
