"""What every importer takes and gives: options, a story as it was found, and what was written."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator.model.problem import Problem


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the editor says on the command line; "" and None: find out from the text.

    category: an id or a name in any language; lang: a code; moment: the date of stories
    that have none (default: now, with a warning); now: the clock, with its zone;
    legacy_font: the font whose private letters the text was typed in.
    """

    now: datetime
    category: str = ""
    lang: str = ""
    moment: date | None = None
    legacy_font: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of another story, and the line of the imported file that holds it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One article as an importer understood it; body is Markdown, category an id.

    authors: ids of site.yaml, or plain names; related: headlines that are yet to be found
    among the site's stories.
    """

    title: str
    lang: str
    category: str
    published: date
    body: str
    deck: str = ""
    updated: date | None = None
    authors: tuple[str, ...] = ()
    caption: str = ""
    source: str = ""
    source_url: str = ""
    related: tuple[Headline, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The files that were written, and what the editor should know."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
