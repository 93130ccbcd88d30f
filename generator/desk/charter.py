"""The charter of a newsroom: its site.yaml, written from a few answers.

Names in every language lie in generator/starter/ as tables. What is not known of a language
is left out, never guessed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.language.slug import slug

TITLE, AUTHOR, TAG = "title", "author", "tag"
_ROLES = frozenset({TITLE, AUTHOR, TAG})
_NETWORKS = ("Instagram", "Facebook", "YouTube", "Twitter", "Koo")
_PODCASTS = ("Spotify", "Apple Podcasts")
_NAMELESS = "newsroom"
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a newsroom is to be; what is empty was not said.

    languages: codes, the first one first; categories: the name of a starter set.
    """

    title: str = ""
    languages: tuple[str, ...] = ()
    base_url: str = ""
    categories: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing's name in one language. kind: a role, or the starter sets that a category is in."""

    kind: str
    id: str
    language: str
    text: str
    slug: str
    description: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language: code, its own name, locale; cards: the theme's share cards have its letters."""

    code: str
    name: str
    locale: str
    cards: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """The names and languages that come with Khabar."""

    names: tuple[Name, ...]
    tongues: tuple[Tongue, ...]

    @property
    def sets(self) -> tuple[str, ...]:
        """The starter sets of categories, the default first."""
        kinds = (one.kind.split(",") for one in self.names if one.kind not in _ROLES)
        return tuple(dict.fromkeys(name for kind in kinds for name in kind))

    def categories(self, named: str) -> tuple[str, ...]:
        """Give the ids of the categories of a starter set, in the order of the menu."""
        return tuple(dict.fromkeys(one.id for one in self.names if named in one.kind.split(",")))


def read_tables(names: str, languages: str) -> Tables:
    """Read the tables from their texts."""
    return Tables(
        tuple(Name(*row) for row in _rows(names)),
        tuple(Tongue(row[0], row[1], row[2], row[3] == _YES) for row in _rows(languages)),
    )


def write_charter(answers: Answers, tables: Tables, about: str) -> str:
    """Write site.yaml. about: the code of a language with a page about the paper, or ""."""
    tongues = {one.code: one for one in tables.tongues}
    chosen = [tongues[code] for code in answers.languages]
    names = _Names(tables, answers.languages)
    title = _text(answers.title) if answers.title else names.of(TITLE)[TITLE]
    handle, base = _handle(answers.title), answers.base_url or address_of(answers.title)
    parts = (
        "# The newsroom. Every key is described in Khabar's docs/site-yaml.md.",
        f"title: {title}",
        f"base_url: {_text(base)} # the paper's address on the web",
        "timezone: Asia/Kolkata",
        "\nlanguages: # the order of every switcher",
        *(f"  {one.code}: {{name: {_text(one.name)}, locale: {one.locale}}}" for one in chosen),
        "\ncategories: # the order of the menu",
        *names.categories(answers.categories or tables.sets[0]),
        "\ntags: # one tag, its names in each language",
        *(f"  {id_}: {{name: {name}}}" for id_, name in names.of(TAG).items()),
        "\nauthors:",
        *(
            f"  {id_}: {{name: {name}, kind: organization}}"
            for id_, name in names.of(AUTHOR).items()
        ),
        "\nsocial: # put your own addresses here, and delete what you do not have",
        *_networks(_NETWORKS, handle),
        "\npodcasts:",
        *_networks(_PODCASTS, handle),
        *_last(title, about, chosen),
    )
    return "\n".join(parts) + "\n"


def address_of(title: str) -> str:
    """Give an address that is nobody's (RFC 2606), until the newsroom has one."""
    return f"https://{_handle(title)}.example/"


def _handle(title: str) -> str:
    return slug(title) or _NAMELESS


def _last(title: str, about: str, chosen: list[Tongue]) -> Iterator[str]:
    yield f"\npublisher:\n  name: {title}\n  # logo: media/logo.png"
    if about:
        yield f"  principles: /{about}/about/"
    if not all(one.cards for one in chosen):
        yield (
            "\nsettings:\n"
            "  features:\n"
            "    # Pictures with the headline, where links are shared: the theme's font for them\n"
            "    # lacks the letters of a language here. Put one into templates/cards/ first.\n"
            "    share_cards: false"
        )


def _networks(names: tuple[str, ...], handle: str) -> Iterator[str]:
    """Give networks with addresses that lead to nobody, to be replaced."""
    for one in names:
        yield f"  - {{name: {one}, url: https://{slug(one)}.example/{handle}}}"


@dataclass(frozen=True, slots=True)
class _Names:
    """Names as YAML, in the languages of one newsroom."""

    tables: Tables
    languages: tuple[str, ...]

    def of(self, kind: str) -> dict[str, str]:
        """Give the names of a kind by their ids."""
        rows = [one for one in self.tables.names if one.kind == kind]
        ids = dict.fromkeys(one.id for one in rows)
        return {id_: _map(self._said([one for one in rows if one.id == id_])) for id_ in ids}

    def categories(self, named: str) -> Iterator[str]:
        """Give the lines of a starter set."""
        for id_ in self.tables.categories(named):
            rows = [
                one
                for one in self.tables.names
                if one.id == id_ and one.kind not in _ROLES and named in one.kind.split(",")
            ]
            mine = [one for one in rows if one.language in self.languages]
            slugs = {one.language: one.slug for one in mine if one.slug}
            yield f"  {id_}:\n    name: {_map(self._said(rows))}"
            if slugs:
                yield f"    slug: {_map(slugs)}"
            if mine:
                yield f"    description: {_map({one.language: one.description for one in mine})}"

    def _said(self, rows: list[Name]) -> dict[str, str]:
        """Give the names in the newsroom's languages; in another where none of them has one."""
        said = {one.language: one.text for one in rows if one.language in self.languages}
        return said or {"": rows[0].text}


def _map(said: Mapping[str, str]) -> str:
    """Write a text for each language; a text without one is that of all."""
    if set(said) == {""}:
        return _text(said[""])
    return "{" + ", ".join(f"{code}: {_text(text)}" for code, text in said.items()) + "}"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _rows(text: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
