"""The sections of site.yaml that hold texts in several languages."""

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import Any

from generator.model.config import Author, Category, Network, Publisher, Tag
from generator.model.record import record
from generator.model.text import Translated
from generator.stages.configure import values as of
from generator.stages.schema import KeyTable, Mapping, Node, Reader, Scalar, Sequence, shapes
from generator.stages.suggest import suggest

KINDS = ("person", "organization")
CATEGORY = ("name", "slug", "description")
TAG = ("name", "aliases")
AUTHOR = ("name", "kind", "url", "portrait")
NETWORK = ("name", "url")
PUBLISHER = ("name", "logo", "principles")


@record
class Sections:
    """Converters that know the codes of the site's languages; () where these are broken."""

    codes: tuple[str, ...]

    def translated(self, reader: Reader, node: Node, key: str) -> Translated | None:
        """Read a text in several languages; a plain one is the same in each."""
        found = self._by_language(reader, node, key, shapes.text)
        return Translated(found) if found else None

    def categories(self, reader: Reader, node: Node, key: str) -> tuple[Category, ...]:
        """Read the categories in the order of the menu."""
        table = {
            "name": self.translated,
            "slug": self._slugs,
            "description": self.translated,
        }
        found = []
        for name, values, dotted in self._named(reader, node, key, table):
            reader.require(values, "name", dotted)
            values["slugs"] = values.pop("slug", ())
            found.append(Category(name, **({"name": Translated()} | values)))
        return tuple(found)

    def tags(self, reader: Reader, node: Node, key: str) -> tuple[Tag, ...]:
        """Read the tags; one without a name is called by its id."""
        table = {"name": self.translated, "aliases": shapes.names}
        found = []
        for name, values, _ in self._named(reader, node, key, table):
            named = Translated(tuple((code, name) for code in self.codes))
            found.append(Tag(name, **({"name": named} | values)))
        return tuple(found)

    def authors(self, reader: Reader, node: Node, key: str) -> tuple[Author, ...]:
        """Read who writes."""
        table = {
            "name": self.translated,
            "kind": shapes.choice(KINDS),
            "url": shapes.url,
            "portrait": of.media,
        }
        found = []
        for name, values, dotted in self._named(reader, node, key, table):
            reader.require(values, "name", dotted)
            found.append(Author(name, **({"name": Translated()} | values)))
        return tuple(found)

    def networks(self, reader: Reader, node: Node, key: str) -> tuple[Network, ...] | None:
        """Read a list of places where the newsroom can be followed or heard."""
        if not isinstance(node, Sequence):
            reader.wrong(node, key, "list")
            return None
        table = {"name": self.translated, "url": shapes.url}
        found = []
        for item, dotted in reader.items(node, key):
            values = reader.read(item, table, dotted)
            if isinstance(item, Mapping):
                for name in NETWORK:
                    reader.require(values, name, dotted)
            if len(values) == len(NETWORK):
                found.append(Network(**values))
        return tuple(found)

    def publisher(self, reader: Reader, node: Node, key: str) -> Publisher:
        """Read who answers for the paper; the name is the paper's own where it is not said."""
        table = {"name": self.translated, "logo": of.media, "principles": of.address}
        return Publisher(**({"name": Translated()} | reader.read(node, table, key)))

    def _named(
        self, reader: Reader, node: Node, key: str, table: KeyTable
    ) -> list[tuple[str, dict[str, Any], str]]:
        """Read a mapping of mappings by id; faulty ids are reported, and kept to go on."""
        found = []
        for name, value, dotted in of.rows(reader, node, key):
            of.check_id(reader, name)
            found.append((name.text, reader.read(value, table, dotted), dotted))
        return found

    def _slugs(self, reader: Reader, node: Node, key: str) -> tuple[tuple[str, str], ...]:
        """Read the parts that stand for a category in URLs."""
        return self._by_language(reader, node, key, _slug)

    def _by_language(
        self, reader: Reader, node: Node, key: str, read: Callable[[Reader, Node, str], str | None]
    ) -> tuple[tuple[str, str], ...]:
        """Read (code, text) pairs in the order of the site's languages."""
        if isinstance(node, Scalar):
            one = read(reader, node, key)
            return tuple((code, one) for code in self.codes or ("",)) if one else ()
        if not isinstance(node, Mapping):
            reader.wrong(node, key, "translations")
            return ()
        found: dict[str, str] = {}
        for code, value, dotted in reader.entries(node, key):
            if self.codes and code.text not in self.codes:
                near = suggest(code.text, self.codes)
                reader.report(code, "unknown-language", name=code.text, suggestion=near)
                continue
            one = read(reader, value, dotted)
            if one:
                found[code.text] = one
        order: Table[str, int] = {code: position for position, code in enumerate(self.codes)}
        return tuple(sorted(found.items(), key=lambda pair: order.get(pair[0], 0)))


def _slug(reader: Reader, node: Node, key: str) -> str | None:
    """Read one slug; a faulty one is reported."""
    if not isinstance(node, Scalar):
        reader.wrong(node, key, "text")
        return None
    return node.text if of.check_id(reader, node) else None
