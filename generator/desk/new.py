"""Beginning a story: a folder named after the headline, and a file for each language.

Every file is a draft, so that nothing half-written is ever published, and says in comments,
in its own language, what else may stand there. The headline goes into all of them: in the
language that it is not written in, it waits to be translated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from generator.desk.front_matter import FENCE, front_matter
from generator.desk.placing import newsroom_time, story_folder, write_new
from generator.desk.scripts import script_language
from generator.language.normalise import normalise
from generator.model.config import SiteConfig
from generator.model.problem import WARNING, Problem, failed, problem
from generator.stages.schema import words
from generator.stages.suggest import suggest

AUTHORS = 2  # ids that the comment on authors shows as an example


@dataclass(frozen=True, slots=True)
class NewResult:
    """The files that were written, and what the editor should know."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def new_story(
    site: Path,
    config: SiteConfig,
    headline: str,
    wanted: tuple[str, tuple[str, ...]],
    now: datetime,
) -> NewResult:
    """Begin a story; wanted: a category's id or name, and codes of languages.

    Without a category it is the first of the menu, with a warning; without languages, every
    one of the site. No file is ever replaced: where one exists, nothing is written. Raises
    OSError where the disk refuses.
    """
    title = " ".join(normalise(headline).split())
    category, problems = _category(wanted[0], config)
    codes, unknown = _languages(wanted[1], config)
    problems += unknown
    if not title:
        problems = (problem(("content", 0, 0), "new-no-headline"), *problems)
    if failed(problems):
        return NewResult((), problems)
    folder = f"content/{category}/{story_folder(title)}"
    taken = [f"{folder}/{code}.md" for code in codes if (site / folder / f"{code}.md").exists()]
    if taken:
        return NewResult((), tuple(problem((one, 0, 0), "new-exists") for one in taken))
    own = script_language(title, config)
    first = own if own in codes else codes[0]
    for code in codes:
        text = _text(title, _words(code, config), config, None if code != first else now)
        write_new(site / folder / f"{code}.md", text)
    return NewResult(tuple(site / folder / f"{code}.md" for code in codes), problems)


def _category(name: str, config: SiteConfig) -> tuple[str, tuple[Problem, ...]]:
    """Give a category's id by its id or its name in any language."""
    if not name:
        first = config.categories[0].id
        return first, (
            problem(config.place("categories"), "new-default-category", WARNING, name=first),
        )
    names = {
        normalise(written).casefold(): one.id
        for one in config.categories
        for written in (*(text for _, text in one.name.entries), one.id)
    }
    found = names.get(normalise(name).casefold(), "")
    if found:
        return found, ()
    near = suggest(name, names)
    return "", (
        problem(config.place("categories"), "unknown-category", name=name, suggestion=near),
    )


def _languages(
    wanted: tuple[str, ...], config: SiteConfig
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Give the codes of the languages asked for, each once, in the order of site.yaml."""
    known = tuple(one.code for one in config.languages)
    unknown = tuple(
        problem(
            config.place("languages"), "unknown-language", name=one, suggestion=suggest(one, known)
        )
        for one in dict.fromkeys(wanted)
        if one not in known
    )
    return tuple(one for one in known if one in wanted or not wanted), unknown


def _words(code: str, config: SiteConfig) -> Mapping[str, str]:
    """Give the comments in a language, else in the first of the site's that has any."""
    folder = files(__package__).joinpath("data/new")
    for one in (code, *(language.code for language in config.languages)):
        file = folder.joinpath(f"{one}.yaml")
        if file.is_file():
            return words(file.read_text("utf-8"), file.name)[0]
    return {}


def _text(title: str, said: Mapping[str, str], config: SiteConfig, now: datetime | None) -> str:
    """Write a draft: the original with the moment `now`, or without one a translation of it."""
    shown = ", ".join(one.id for one in config.authors[:AUTHORS])
    parts = [("", front_matter({"title": title})), ("deck", "")]
    if now is None:
        parts.insert(0, ("translate", ""))
    else:
        parts.append(("date", front_matter({"date": newsroom_time(now, config)})))
        parts.extend((name, "") for name in ("tags", "authors", "image", "source"))
    parts.append(("draft", front_matter({"draft": True})))
    lines = (
        (f"# {said[name].replace('{authors}', shown)}\n" if name in said else "") + line
        for name, line in parts
    )
    return f"{FENCE}\n{''.join(lines)}{FENCE}\n"
