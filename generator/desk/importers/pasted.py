"""The text of a news page, as it comes from a browser's clipboard, becomes an article.

`read_page` is pure and tells what each line is; `import_pasted` writes. Every sentence of
the page ends up in the article, or in a warning that names it.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import regex

from generator.desk.importers import parts
from generator.desk.importers.filing import file_article
from generator.desk.importers.layout import Layout, layout
from generator.desk.importers.lines import Line, page_lines
from generator.desk.importers.roles import Role, Stamp, role, stamp
from generator.desk.importers.shapes import Headline, Imported, ImportOptions, ImportResult
from generator.desk.placing import newsroom_time
from generator.desk.prose import markdown_of
from generator.desk.scripts import script_language
from generator.language.legacy import fonts, from_legacy
from generator.model.config import SiteConfig
from generator.model.problem import WARNING, Problem, problem

KILOBYTE = 1024
PAGE_TO_BODY = 2  # a page may be so many times as large as a story's body
MOST_LINES = 10_000

_MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
# Legacy fonts put their signs on Latin letters and punctuation; any other letter is Unicode.
_UNICODE = regex.compile(r"[\p{L}--\p{Script=Latn}--\p{Script=Zyyy}]", regex.V1)


def import_pasted(
    site: Path, file: Path, config: SiteConfig, options: ImportOptions
) -> ImportResult:
    """Import one file of pasted text into a site.

    Problems that are errors mean that nothing was written. Raises OSError where the disk
    refuses to be written.
    """
    origin = file.as_posix()
    text = _text(file, PAGE_TO_BODY * config.settings.limits_body_kb)
    if isinstance(text, Problem):
        return ImportResult((), (text,))
    found, problems = read_page(text, origin, config, options)
    if found is None:
        return ImportResult((), problems)
    filed = file_article(site, origin, found, config)
    return replace(filed, problems=problems + filed.problems)


def read_page(
    text: str, origin: str, config: SiteConfig, options: ImportOptions
) -> tuple[Imported | None, tuple[Problem, ...]]:
    """Read a pasted page; without an article where a problem is an error.

    origin: the file's name for problems, which have the lines of the pasted text.
    """
    lines = page_lines(text)
    if len(lines) > MOST_LINES:
        return None, (problem((origin, 0, 0), "import-too-many-lines", limit=str(MOST_LINES)),)
    if options.legacy_font and options.legacy_font not in fonts():
        details = {"name": options.legacy_font, "known": ", ".join(fonts())}
        return None, (problem((origin, 0, 0), "import-unknown-font", **details),)
    if options.legacy_font:
        lines = _converted(lines, config, options.legacy_font)
    found = layout(lines, config)
    if found is None:
        return None, (problem((origin, 0, 0), "import-no-headline"),)
    page = _Page(origin, found, config, options)
    category, wrong = page.category()
    lang, unknown = page.lang()
    if not category or not lang:
        return None, (*wrong, *unknown)
    return page.article(category, lang)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page while its article is made: what it says, and what the editor said of it."""

    origin: str
    layout: Layout
    config: SiteConfig
    options: ImportOptions

    def article(self, category: str, lang: str) -> tuple[Imported, tuple[Problem, ...]]:
        """Put the article together, with a warning for all that the page did not say."""
        head, below = self.layout.head, self.layout
        read = [stamp(one, self.config) for one in below.stamps]
        stamps = [one for one in read if one]
        published, updated, undated = self.moments(stamps)
        authors, unlisted = self.authors(stamps)
        source = parts.source(below.source) if below.source else None
        article = Imported(
            title=head.headline.text,
            lang=lang,
            category=category,
            published=published,
            updated=updated,
            body=markdown_of(one.text for one in below.body),
            deck=head.deck.text if head.deck else "",
            authors=authors,
            caption=head.caption.text if head.caption else "",
            source=source.name if source else "",
            source_url=source.url if source else "",
            related=tuple(
                Headline(one.number, parts.also_read(one) or one.text) for one in below.related
            ),
        )
        return article, (*undated, *unlisted, *self.bodiless(), *self.unplaced())

    def bodiless(self) -> tuple[Problem, ...]:
        """Warn of a page that is a headline and nothing else."""
        place = (self.origin, self.layout.head.headline.number, 1)
        return () if self.layout.body else (problem(place, "import-no-body", WARNING),)

    def category(self) -> tuple[str, tuple[Problem, ...]]:
        """Give the category's id: the editor's choice, else what the label names."""
        label = self.layout.head.label
        wanted = self.options.category or (label.text if label else "")
        found = parts.category_named(wanted, self.config) if wanted else None
        if found:
            return found.id, ()
        place = (self.origin, label.number if label and not self.options.category else 0, 1)
        if not wanted:
            known = ", ".join(one.id for one in self.config.categories)
            return "", (problem(place, "import-no-category", known=known),)
        row = parts.category_row(wanted, self.config)
        return "", (problem(place, "import-unknown-category", label=wanted, row=row),)

    def lang(self) -> tuple[str, tuple[Problem, ...]]:
        """Give the language's code: the editor's choice, else that of the script."""
        known = [one.code for one in self.config.languages]
        lines = (self.layout.head.headline, *self.layout.body)
        text = " ".join(one.text for one in lines)
        lang = self.options.lang or script_language(text, self.config)
        if lang in known:
            return lang, ()
        details = {"name": lang, "known": ", ".join(known)}
        return "", (problem((self.origin, 0, 0), "import-unknown-language", **details),)

    def moments(self, stamps: list[Stamp]) -> tuple[date, date | None, tuple[Problem, ...]]:
        """Give the date of publication and that of the last change; warn where now is taken."""
        found = [one for stamp in stamps for one in stamp.moments]
        published = [one.moment for one in found if not one.updated]
        updated = [one.moment for one in found if one.updated]
        if published:
            return published[0], updated[0] if updated else None, ()
        known = updated[0] if updated else self.options.moment
        if known:
            return known, None, ()
        now = newsroom_time(self.options.now, self.config)
        warning = problem(
            (self.origin, 0, 0), "import-no-date", WARNING, date=f"{now:%Y-%m-%d %H:%M}"
        )
        return now, None, (warning,)

    def authors(self, stamps: list[Stamp]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Give ids and names of those who wrote; warn of those whom site.yaml does not list."""
        bylines = [one.byline for one in stamps if one.byline]
        name = self.layout.head.name
        if name and not bylines:
            bylines = [parts.Byline((name.text,), (name.text,))]
        authors = dict.fromkeys(one for byline in bylines for one in byline.authors)
        unlisted = dict.fromkeys(one for byline in bylines for one in byline.unlisted)
        line = min(
            (one.number for one in (*self.layout.stamps, *((name,) if name else ()))), default=0
        )
        return tuple(authors), tuple(
            problem((self.origin, line, 1), "import-unlisted-author", WARNING, name=one)
            for one in unlisted
        )

    def unplaced(self) -> tuple[Problem, ...]:
        """Warn of every line, or piece of one, that is left out without being known."""
        found = [(one.number, one.text) for one in self.layout.unplaced]
        for one in self.layout.stamps:
            said = stamp(one, self.config)
            if said:
                places = (when.place for when in said.moments if when.place)
                found.extend((one.number, text) for text in (*said.rest, *places))
        label = self.layout.head.label
        if label and not parts.is_label(label, self.config):
            found.append((label.number, label.text))
        return tuple(
            problem((self.origin, line, 1), "import-unplaced", WARNING, text=text)
            for line, text in sorted(found)
        )


def _converted(lines: tuple[Line, ...], config: SiteConfig, font: str) -> tuple[Line, ...]:
    """Turn text of a legacy font into Unicode, but for lines that are known as they stand."""
    known = (Role.LABEL, Role.STAMP, Role.FOOTER, Role.SOURCE)
    return tuple(
        one
        if _UNICODE.search(one.text) or role(one, config) in known
        else replace(one, text=from_legacy(one.text, font))
        for one in lines
    )


def _text(file: Path, limit_kb: int) -> str | Problem:
    """Read a file in UTF-8 or marked UTF-16, or say why it cannot be read."""
    start = (file.as_posix(), 0, 0)
    try:
        if file.stat().st_size > limit_kb * KILOBYTE:
            return problem(start, "too-large", limit=f"{limit_kb} kB")
        data = file.read_bytes()
    except OSError:
        return problem(start, "unreadable-file")
    encoding = "utf-16" if data[:2] in _MARKS_16 else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return problem((file.as_posix(), line, 1), "import-not-text")
