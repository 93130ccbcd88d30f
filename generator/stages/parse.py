"""One file of content/ becomes an article and the HTML of its body; memoised by value."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.language.clusters import excerpt, word_count
from generator.language.normalise import normalise
from generator.language.scripts import mark_html
from generator.language.typography import QuoteStyle, curl, quotes_of_locale
from generator.model.config import Language, Settings, SiteConfig
from generator.model.problem import WARNING, Problem, problem
from generator.model.record import record
from generator.model.story import Article, Body, Parsed, Reference
from generator.stages import markup
from generator.stages.digest import digest
from generator.stages.embeds import expand, mistaken
from generator.stages.frontmatter import read_article
from generator.stages.references import Target, references
from generator.stages.related import terms_of
from generator.stages.suggest import suggest
from generator.stages.toll import dear, tally

OPENING = 160  # clusters: what a search engine shows of a description
KILOBYTE = 1024
BYTES = 4  # of one character in UTF-8, at most
SCHEME = len("https://")
BEFORE_URL = frozenset("(<\"'=")
AFTER_URL = frozenset(")>\"' \t\n")
DEEPEST = 400  # brackets in one paragraph; more is no prose, and Markdown is quadratic in them
BRACKETS = "[<`*_"
_CODE = re.compile(r"(?<!`)(`++)[^\n]+?\1(?!`)")
FENCES = ("```", "~~~")
_LANGUAGE_LIKE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@record
class Context:
    """All of site.yaml that parsing depends on; a change of anything else parses nothing anew."""

    languages: tuple[Language, ...]
    settings: Settings
    zone: str
    base: str


def context(config: SiteConfig) -> Context:
    """Take from the configuration what parsing depends on."""
    return Context(config.languages, config.settings, config.timezone, config.base_url)


@record
class Where:
    """What a content path says: the story, the language, and whether the page is undated."""

    story: str
    lang: str
    undated: bool


def where(path: str, codes: tuple[str, ...]) -> Where | Problem:
    """Read story and language from "content/…/<story>/<code>.md" and its two other spellings."""
    _, *folders, last = (part for part in path.split("/") if part not in ("", "."))
    stem = last.removesuffix(".md")
    folder = tuple(folders)
    name, dot, code = stem.rpartition(".")
    if not dot:
        code = stem
    elif name != "index":
        folder = (*folder, name)
    if code not in codes:
        if not _LANGUAGE_LIKE.fullmatch(code):
            return problem((path, 1, 1), "misplaced-file", name=last)
        return problem((path, 1, 1), "unknown-language", name=code, suggestion=suggest(code, codes))
    undated = len(folder) > 1 and folder[0] == "pages"
    if not folder or folder == ("pages",):
        return problem((path, 1, 1), "misplaced-file", name=last)
    return Where("/".join(folder), code, undated)


def parse(
    path: str, text: str, shared: Context, converter: markup.Converter
) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """Parse one file; without an article where a problem is an error, or it says nothing yet."""
    place = where(path, tuple(one.code for one in shared.languages))
    if isinstance(place, Problem):
        return None, (place,)
    article, body, first, problems = read_article(
        text, path, place, settings=shared.settings, zone=shared.zone
    )
    if article is None:
        return None, problems
    problems = problems + _limits(path, body, first, shared.settings)
    problems = (*problems, *mistaken(path, _prose(body), first))
    if any(one.severity != WARNING for one in problems):
        return None, problems
    language = next(one for one in shared.languages if one.code == place.lang)
    return _told(article, (body, first), (shared, language, converter), problems)


def _limits(path: str, body: str, first: int, settings: Settings) -> tuple[Problem, ...]:
    """Refuse what Markdown would take minutes for."""
    found: list[Problem] = []
    most = settings.limits_body_kb * KILOBYTE
    if len(body) * BYTES > most and (size := len(body.encode())) > most:
        limit = f"{settings.limits_body_kb} kB"
        details = {"size": f"{size // KILOBYTE} kB", "limit": limit}
        found.append(problem((path, first, 1), "body-too-large", **details))
    most = settings.limits_line_kb * KILOBYTE
    if len(body) * BYTES > most or tally(body, BRACKETS) > DEEPEST:
        found += _lines_limits(path, body, first, settings.limits_line_kb)
    position = -1 if found else dear(body)
    if position >= 0:
        line = first + body.count("\n", 0, position)
        found.append(problem((path, line, 1), "too-slow"))
    return tuple(found)


def _lines_limits(path: str, body: str, first: int, most_kb: int) -> Iterator[Problem]:
    """Refuse the lines that are too long, and those with too many brackets."""
    for at, line in enumerate(body.split("\n"), first):
        if len(line) * BYTES > most_kb * KILOBYTE and len(line.encode()) > most_kb * KILOBYTE:
            yield problem((path, at, 1), "line-too-long", limit=f"{most_kb} kB")
        if tally(line, BRACKETS) > DEEPEST:
            yield problem((path, at, 1), "too-nested")


def _told(
    article: Article,
    written: tuple[str, int],
    tools: tuple[Context, Language, markup.Converter],
    problems: tuple[Problem, ...],
) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """Convert the body, and put what is known of it into the article."""
    body, first = written
    shared, language, converter = tools
    prose = _prose(body)
    text, embeds = expand(body, prose, first)
    text = normalise(text)
    typeset: dict[str, Any] = {}
    if language.typography:
        style = quotes_of_locale(language.locale)
        text = curl(text, style)
        typeset = _typeset(article, style)
        embeds = tuple(replace(one, words=curl(one.words, style)) for one in embeds)
    try:
        html, removed, seen = converter.html(text)
    except markup.TooNestedError:
        return None, (*problems, problem((article.path, first, 1), "too-nested"))
    marked = mark_html(html, language.code, {one.code: one.locale for one in shared.languages})
    found = references(marked, lambda url: _internal(url, shared.base))
    known = Body(
        digest=digest(found.html),
        words=word_count(seen),
        # A deck describes it already.
        opening="" if article.deck else excerpt(" ".join(seen.split()), OPENING),
        links=_references(found.links, article.path, prose, first),
        pictures=_references(found.pictures, article.path, prose, first),
        embeds=tuple(replace(one, words=normalise(one.words)) for one in embeds),
    )
    terms = terms_of(typeset.get("title", article.title))
    warnings = _taken_out(removed, article.path, prose, first)
    told = replace(article, body=known, terms=terms, **typeset)
    return Parsed(told, found.html), problems + warnings


def _taken_out(removed: tuple[str, ...], path: str, prose: str, first: int) -> tuple[Problem, ...]:
    """Warn of what the sanitiser removed, where it stands."""
    places = ((name, _place(path, prose, first, _unsafe(name, prose))) for name in removed)
    return tuple(problem(place, "unsafe-html", WARNING, tag=name) for name, place in places)


def _typeset(article: Article, style: QuoteStyle) -> dict[str, Any]:
    """Set quotes and dashes in everything of the front matter that readers see as a sentence.

    Gives the fields that may change by it, for what makes the article anew.
    """
    fields: dict[str, Any] = {
        "title": curl(article.title, style),
        "deck": curl(article.deck, style),
    }
    image = article.image
    if image.alt or image.caption:
        alt, caption = curl(image.alt, style), curl(image.caption, style)
        fields["image"] = replace(image, alt=alt, caption=caption)
    if article.corrections:
        notes = (replace(one, note=curl(one.note, style)) for one in article.corrections)
        fields["corrections"] = tuple(notes)
    return fields


def _internal(url: str, base: str) -> bool:
    """Tell whether a link is one that only the whole paper can resolve."""
    start = url[:SCHEME].lower()
    if start.startswith(("#", "mailto:", "tel:")):
        return False
    return not start.startswith(("http://", "https://", "//")) or url.startswith(base)


def _prose(body: str) -> str:
    """Blank out code, in which nothing is a link or an element."""
    if "`" not in body and "~~~" not in body:
        return body
    lines = body.split("\n")
    fence, opened = "", 0
    for number, line in enumerate(lines):
        if fence and line.startswith(fence):
            lines[opened : number + 1] = [" " * len(one) for one in lines[opened : number + 1]]
            fence = ""
        elif not fence and line.startswith(FENCES):
            fence, opened = line[: len(line) - len(line.lstrip(line[0]))], number
    return _CODE.sub(lambda code: " " * len(code[0]), "\n".join(lines))


def _place(path: str, body: str, first: int, position: int) -> tuple[str, int, int]:
    """Tell where a position in a body stands in its file; its first line if it is negative."""
    if position < 0:
        return (path, first, 1)
    line = body.count("\n", 0, position)
    return (path, first + line, position - body.rfind("\n", 0, position))


def _unsafe(name: str, body: str) -> int:
    """Find an element ("<script>"), an event ("onclick=") or a scheme ("javascript:")."""
    form = re.escape(name.rstrip(">=:"))
    if name.endswith("="):
        form += r"\s*="
    elif name.endswith(":"):
        form += r"\s*:"
    else:
        form += r"(?![a-z0-9-])"
    found = re.search(form, body, re.IGNORECASE)
    return found.start() if found else -1


def _references(
    targets: tuple[Target, ...], path: str, body: str, first: int
) -> tuple[Reference, ...]:
    """Give each link or picture its place in the file: where its URL is written."""
    seen: dict[str, int] = {}
    starts: dict[str, int] = {}  # where to look for a URL's next place; the end, if there is none
    found = []
    for one in targets:
        position = _written(one.url, body, starts.get(one.url, 0))
        starts[one.url] = len(body) if position < 0 else position + 1
        if position < 0:
            position = seen[one.url] if one.url in seen else body.find(one.url or "()")
        seen[one.url] = position
        _, line, column = _place(path, body, first, position)
        found.append(Reference(one.url, line, column, one.text, one.title))
    return tuple(found)


def _written(url: str, body: str, start: int) -> int:
    """Find a URL as a link holds it, not as a word or a part of another one."""
    if not url:
        return body.find("()", start) + 1 or -1
    for one in dict.fromkeys((url, url.replace("&", "&amp;"))):
        at = body.find(one, start)
        while at >= 0:
            after = body[at + len(one) : at + len(one) + 1]
            opened = body[at - 1 : at] in BEFORE_URL or body[at - 3 : at - 1] == "]:"
            if opened and (after in AFTER_URL or not after):
                return at
            at = body.find(one, at + 1)
    return -1
