"""Stories that a language lacks, and lead pictures that are too small to be shown large."""

from collections.abc import Iterator

from generator.model.problem import WARNING, Problem, problem
from generator.model.story import Article
from generator.stages.audit.subject import Subject
from generator.stages.link.targets import picture
from generator.stages.parse import Where, where

LEAST_WIDTH = 1200  # pixels: what search engines and social networks ask of a lead picture
DRAWING = "svg"


def missing_translations(subject: Subject) -> Iterator[Problem]:
    """Name each language that an edition carries and a story lacks; a draft is no lack."""
    present: dict[str, set[str]] = {}
    for article in subject.articles:
        present.setdefault(article.story, set()).add(article.lang)
    for path in subject.broken:
        place = where(path, subject.codes)
        if isinstance(place, Where):
            present.setdefault(place.story, set()).add(place.lang)
    for story, told in _told(subject).items():
        for code in subject.carried:
            if code not in present[story]:
                original = told[0]
                file = _beside(original, code)
                details = {"language": code, "file": file}
                yield problem(original.place("title"), "missing-translation", WARNING, **details)


def _told(subject: Subject) -> dict[str, list[Article]]:
    """Group the articles that readers see by story, in the order of the site's languages."""
    rank = {code: position for position, code in enumerate(subject.codes)}
    told: dict[str, list[Article]] = {}
    for one in sorted(subject.current, key=lambda one: (one.story, rank[one.lang], one.path)):
        told.setdefault(one.story, []).append(one)
    return told


def _beside(one: Article, code: str) -> str:
    """Name the file of a translation as the original's is named: hi.md, story.hi.md."""
    name = one.path.rpartition("/")[2]
    return name.removesuffix(f"{one.lang}.md") + f"{code}.md"


def small_pictures(subject: Subject) -> Iterator[Problem]:
    """Name each lead picture that is too narrow, where it is named first."""
    seen = set()
    for told in _told(subject).values():
        for one in told:
            written = one.image.src
            file = picture(written, one.path, subject.pictures) if written else None
            if file is None or file.path in seen or file.extension == DRAWING:
                continue
            seen.add(file.path)
            if 0 < file.width < LEAST_WIDTH:
                size, least = f"{file.width} px", f"{LEAST_WIDTH:,} px"
                details = {"name": written, "size": size, "least": least}
                yield problem(one.place("image.src"), "small-image", WARNING, **details)
