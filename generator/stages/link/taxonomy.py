"""From the names that articles use to categories, tags, authors and series of one paper."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.language.slug import slug
from generator.model.config import Author, Category, SiteConfig, Tag
from generator.model.problem import WARNING, Problem, problem
from generator.model.record import record
from generator.model.story import Article
from generator.model.text import Translated
from generator.stages.suggest import suggest

Lexicon = Mapping[str, str] | None
ALIKE = 5  # names shorter than this are too short to be called misspellings of each other


@record
class Names:
    """How things may be called: a name or its slug → id."""

    exact: Mapping[str, str]
    slugs: Mapping[str, str]

    def find(self, text: str, lexicon: Lexicon) -> str | None:
        """Give the id that a name, id or alias in any language stands for."""
        found = self.exact.get(text.casefold())
        if found is None and self.slugs:
            found = self.slugs.get(slug(text, lexicon))
        return found


def names_of(things: Iterable[Category | Tag | Author], lexicon: Lexicon) -> Names:
    """Collect every name, id and alias of categories, tags or authors; the first one wins."""
    exact: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for one in things:
        said = [one.id, *(text for _, text in one.name.entries)]
        if isinstance(one, Tag):
            said.extend(one.aliases)
        for text in said:
            exact.setdefault(text.casefold(), one.id)
            if not isinstance(one, Author) or text == one.id:
                slugs.setdefault(slug(text, lexicon) or text, one.id)
    return Names(exact, slugs)


@dataclass(slots=True)
class Register:
    """Everything that articles are filed under, growing while they are read in order of date.

    namers: path of each story after which a tag, author or series is called in a language, for
    it was the first to call it anything: (kind, id, language) → path.
    """

    config: SiteConfig
    lexicon: Lexicon
    tags: dict[str, Tag] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    series: dict[str, Translated] = field(default_factory=dict)
    series_ids: dict[str, str] = field(default_factory=dict)
    namers: dict[tuple[str, str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _category_names: Names = field(init=False)
    _tag_names: Names = field(init=False)
    _author_names: Names = field(init=False)
    _shown: frozenset[str] = frozenset()  # paths: of the story that is being filed
    # The same few names are written thousands of times: as written → id, or "", and slug.
    _listed: dict[str, str] = field(default_factory=dict)
    _slugs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._category_names = names_of(self.config.categories, self.lexicon)
        self._tag_names = names_of(self.config.tags, self.lexicon)
        self._author_names = names_of(self.config.authors, self.lexicon)
        self.tags.update((one.id, one) for one in self.config.tags)
        self.authors.update((one.id, one) for one in self.config.authors)

    def file(self, told: list[Article], shown: Collection[Article]) -> list[Article]:
        """Turn the names in the articles of one story into ids.

        shown: those that readers may see; the others are judged, but name nothing.
        """
        self._shown = frozenset(one.path for one in shown)
        series = self._series(told)
        tags = {one.lang: self._tags(one) for one in _sayers_first(told, "tags")}
        authors = {one.lang: self._authors(one) for one in _sayers_first(told, "authors")}
        return [
            replace(
                one,
                category=self._category(one),
                tags=tags[one.lang],
                authors=authors[one.lang],
                series=series,
            )
            for one in told
        ]

    def _category(self, one: Article) -> str:
        folder, slash, _ = one.story.partition("/")
        written = one.category or (folder if slash else "")
        if not written:
            self.problems.append(problem(one.place(), "missing-category"))
            return ""
        found = self._category_names.find(written, self.lexicon)
        if found is None:
            known = (*(row.id for row in self.config.categories), *self._category_names.exact)
            place = one.place("category")
            hint = suggest(written, known)
            self.problems.append(problem(place, "unknown-category", name=written, suggestion=hint))
            return ""
        return found

    def _tags(self, one: Article) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for position, written in enumerate(one.tags or ()):
            found = self._listed.get(written)
            if found is None:
                found = self._listed[written] = self._tag_names.find(written, self.lexicon) or ""
            if not found:
                found = self._unlisted_tag(one, position, written)
            if found:
                ids.setdefault(found)
        return tuple(ids)

    def _slug(self, written: str) -> str:
        made = self._slugs.get(written)
        if made is None:
            made = self._slugs[written] = slug(written, self.lexicon)
        return made

    def _unlisted_tag(self, one: Article, position: int, written: str) -> str:
        """File a tag that site.yaml does not list under its slug, whatever the script."""
        name = self._slug(written)
        known = self.tags.get(name)
        if known is not None and (known.name.has(one.lang) or not one.says("tags")):
            return name
        place = one.place(f"tags.{position}")
        if not name:
            self.problems.append(problem(place, "empty-slug", name=written))
            return ""
        if known is None and len(name) >= ALIKE:
            near = suggest(name, tuple(self._tag_names.slugs))
            if near and _one_slip(name, near):
                details = {"name": written, "suggestion": near}
                self.problems.append(problem(place, "similar-tag", WARNING, **details))
        entries = known.name if known else Translated()
        if one.path in self._shown and not entries.has(one.lang):
            self.tags[name] = Tag(name, self._with(entries, one.lang, written))
            self.namers["tag", name, one.lang] = one.story
        return name

    def _with(self, names: Translated, lang: str, text: str) -> Translated:
        """Add a name in one language, keeping the order of the site's languages."""
        held = dict(names.entries) | {lang: text}
        codes = (language.code for language in self.config.languages)
        return Translated(tuple((code, held[code]) for code in codes if code in held))

    def _authors(self, one: Article) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for position, written in enumerate(one.authors or ()):
            found = self._author_names.find(written, self.lexicon)
            ids.setdefault(found or self._unlisted_author(one, position, written))
        return tuple(name for name in ids if name)

    def _unlisted_author(self, one: Article, position: int, written: str) -> str:
        """Take a plain name as a person, and say that site.yaml does not know them."""
        name = slug(written, self.lexicon)
        known = self.authors.get(name)
        if known is not None and not one.says("authors"):
            return name
        place = one.place(f"authors.{position}")
        if not name:
            self.problems.append(problem(place, "empty-slug", name=written))
            return ""
        hint = suggest(written, tuple(self._author_names.exact))
        details = {"name": written, "suggestion": hint}
        self.problems.append(problem(place, "unlisted-author", WARNING, **details))
        entries = known.name if known else Translated()
        if one.path in self._shown and not entries.has(one.lang):
            self.authors[name] = Author(name, self._with(entries, one.lang, written))
            self.namers["author", name, one.lang] = one.story
        return name

    def _series(self, told: list[Article]) -> str:
        """Give the series of a story; names given in its languages are one series from then on."""
        seen = [one for one in told if one.path in self._shown] or told
        written = [(one, one.series) for one in _sayers_first(seen, "series") if one.series]
        if not written:
            return ""
        slugs = [slug(text, self.lexicon) for _, text in written]
        if not slugs[0]:
            one, text = written[0]
            self.problems.append(problem(one.place("series"), "empty-slug", name=text))
            return ""
        known = (self.series_ids[name] for name in slugs if name in self.series_ids)
        found = next(known, slugs[0])
        names = self.series.get(found, Translated())
        if not self._shown:
            return found
        for (one, text), name in zip(written, slugs, strict=True):
            self.series_ids.setdefault(name or found, found)
            if not names.has(one.lang) and (one.says("series") or not names.entries):
                names = self._with(names, one.lang, text)
                self.namers["series", found, one.lang] = one.story
        self.series[found] = names
        return found


def _sayers_first(told: list[Article], key: str) -> list[Article]:
    """Put those first that say a key themselves: they name what the others merely inherit."""
    return sorted(told, key=lambda one: not one.says(key)) if len(told) > 1 else told


def _one_slip(one: str, other: str) -> bool:
    """Tell whether two slugs differ by a single missing, added, changed or swapped letter."""
    if abs(len(one) - len(other)) > 1 or one == other + "s" or other == one + "s":
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest, other_rest = one[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:])
    )
