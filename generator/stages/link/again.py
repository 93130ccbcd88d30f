"""Some stories of a paper linked anew, while all others stand as they are.

What tags, authors and series are called is given, as the whole paper called them. Where the
stories would call anything otherwise, that is told: then the paper has to be linked as a whole.
"""

from collections.abc import Iterable, Mapping

from generator.model.index import Names, Row
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.story import Article, Story
from generator.stages.link import Given, earliest, file_all, moments, publish
from generator.stages.link.echoes import without_echoes
from generator.stages.link.taxonomy import Register

Places = Mapping[tuple[str, str], str]  # (story, lang) → place


@record
class Relinked:
    """Stories that readers see, by path; filed: all but drafts; named: whether names changed."""

    stories: Mapping[str, Story]
    filed: Mapping[str, list[Article]]
    places: Places
    problems: tuple[Problem, ...]
    named: bool


def names_of(register: Register) -> Names:
    """Give what a whole paper calls its tags, authors and series."""
    return Names(
        register.tags, register.authors, register.series, register.series_ids, register.namers
    )


def register_of(given: Given, names: Names) -> Register:
    """Give a register in which everything has its name."""
    return Register(
        given.config,
        given.lexicon,
        dict(names.tags),
        dict(names.authors),
        dict(names.series),
        dict(names.series_ids),
    )


def relink(articles: Iterable[Article], given: Given, register: Register) -> Relinked:
    """Link all articles of some stories; what they name as related is not looked for."""
    register.problems.clear()
    filed, found = file_all(articles, given, register)
    stories, places, failed = publish(filed, given, register)
    found += register.problems + failed
    return Relinked(
        {one.path: one for one in stories},
        filed,
        places,
        without_echoes(found, filed),
        bool(register.namers),
    )


def row(
    files: Iterable[str], filed: list[Article], story: Story | None, places: Places, given: Given
) -> Row:
    """Give what others depend on of a story, all but its slips and what it can share.

    files: of all its articles, drafts too.
    """
    told = story.articles if story else ()
    return Row(
        files=tuple(files),
        first=earliest(filed),
        slips=(),
        places=tuple((one.lang, places[one.story, one.lang]) for one in told),
        features=(),
        picks=tuple(dict.fromkeys(path.strip("/") for one in told for path in one.related)),
        links=tuple(dict.fromkeys(link.target for one in told for link in one.body.links)),
        moments=tuple(sorted({each.timestamp() for one in filed for each in moments(one, given)})),
        plain=all(map(_is_plain, filed)),
    )


def _is_plain(one: Article) -> bool:
    """Tell whether an article asks for nothing but its own pages, lists and feeds."""
    plays = one.audio.src or one.video.src or one.video.youtube or one.body.embeds
    return not (one.aliases or one.canonical or plays or one.story.startswith("pages/"))
