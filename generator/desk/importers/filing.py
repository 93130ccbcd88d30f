"""Putting an imported article where it belongs in a site, beside what is there already."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.desk.front_matter import Value, document
from generator.desk.importers.phrases import key
from generator.desk.importers.shapes import Headline, Imported, ImportResult
from generator.desk.placing import story_folder, write_new
from generator.model.config import SiteConfig
from generator.model.problem import WARNING, Problem, problem
from generator.stages.frontmatter import read_article
from generator.stages.parse import Where, where


def file_article(site: Path, origin: str, found: Imported, config: SiteConfig) -> ImportResult:
    """Write one article into content/; a file that exists is left as it is and refused.

    origin: the imported file as the editor named it, for problems. Raises OSError where the
    disk refuses.
    """
    story = f"{found.category}/{story_folder(found.title)}"
    path = f"content/{story}/{found.lang}.md"
    related, problems = _related(site, origin, found.related, config)
    related = tuple(one for one in related if one != story)
    if not write_new(site / path, document(_fields(found, related), found.body)):
        return ImportResult((), (problem((origin, 0, 0), "import-exists", path=path),))
    return ImportResult((site / path,), problems)


def _fields(found: Imported, related: tuple[str, ...]) -> Mapping[str, Value]:
    """Give the front matter that the article needs."""
    source: Value = found.source
    if found.source_url:
        source = {"name": found.source, "url": found.source_url}
    return {
        "title": found.title,
        "deck": found.deck,
        "date": found.published,
        "updated": found.updated or "",
        "category": found.category,
        "authors": found.authors,
        "image": {"caption": found.caption},
        "source": source,
        "related": related,
    }


def _related(
    site: Path, origin: str, headlines: tuple[Headline, ...], config: SiteConfig
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Find the stories that have these headlines; warn of those that no story has."""
    titles = dict(_titles(site, config)) if headlines else {}
    paths = [titles.get(key(one.text), "") for one in headlines]
    missing = tuple(
        problem((origin, one.line, 1), "import-no-such-story", WARNING, headline=one.text)
        for one, path in zip(headlines, paths, strict=True)
        if not path
    )
    return tuple(dict.fromkeys(path for path in paths if path)), missing


def _titles(site: Path, config: SiteConfig) -> Iterator[tuple[str, str]]:
    """Give headline and story of every article whose front matter can be read."""
    codes = tuple(one.code for one in config.languages)
    for file in sorted((site / "content").rglob("*.md"), reverse=True):
        path = file.relative_to(site).as_posix()
        place = where(path, codes)
        if not isinstance(place, Where) or place.undated:
            continue
        try:
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        article, *_ = read_article(
            text, path, place, settings=config.settings, zone=config.timezone
        )
        if article is not None:
            yield key(article.title), place.story
