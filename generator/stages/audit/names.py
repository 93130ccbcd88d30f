"""Languages without an edition, and names that a language lacks."""

from collections.abc import Iterator

from generator.model.problem import WARNING, Problem, problem
from generator.model.text import Translated
from generator.stages.audit.subject import Subject

Place = tuple[str, int, int]


def uncarried(subject: Subject) -> Iterator[Problem]:
    """Name the languages whose stories have pages, but no front that leads to them."""
    for code in subject.codes:
        if code not in subject.carried:
            place = subject.config.place(f"languages.{code}")
            yield problem(place, "no-editions-language", WARNING, language=code)


def missing_names(subject: Subject) -> Iterator[Problem]:
    """Name what site.yaml calls by a name in some languages, and not in all that are read."""
    config = subject.config
    yield from _lacking(subject, config.title, config.place("title"), "title")
    sections = (
        ("categories", config.categories),
        ("tags", config.tags),
        ("authors", config.authors),
    )
    for section, things in sections:
        for one in things:
            place = config.place(f"{section}.{one.id}.name")
            yield from _lacking(subject, one.name, place, section)
    yield from _unlisted_tags(subject)


def _lacking(subject: Subject, name: Translated, place: Place, section: str) -> Iterator[Problem]:
    for code in subject.carried:
        if name.entries and not name.has(code):
            yield _nameless(place, name, code, section)


def _unlisted_tags(subject: Subject) -> Iterator[Problem]:
    """Name, once for each language, the tags that a translation inherits with no name for them."""
    listed = {one.id for one in subject.config.tags}
    seen = set()
    for story in subject.site.stories.values():
        for one in story.articles:
            for tag in one.tags or ():
                name = subject.site.tags[tag].name
                if tag in listed or name.has(one.lang) or (tag, one.lang) in seen:
                    continue
                seen.add((tag, one.lang))
                yield _nameless(one.place("title"), name, one.lang, "tags")


def _nameless(place: Place, name: Translated, code: str, section: str) -> Problem:
    shown = name.part(code).text
    details = {"name": shown, "language": code, "section": section}
    return problem(place, "missing-name", WARNING, **details)
