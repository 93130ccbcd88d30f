"""The declarative reader: a table of keys and converters turns a mapping into values.

A converter takes the reader, the node and its dotted key, and gives a value, or None once
it has reported why there is none. What is unknown, wrong or missing is collected, never
only the first of it; where every key stands is remembered.
"""

from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from generator.model.problem import ERROR, Problem, problem
from generator.stages.schema.mistakes import not_a_mapping
from generator.stages.schema.nodes import Mapping, Node, Scalar, Sequence
from generator.stages.suggest import suggest


@dataclass(slots=True)
class Reader:
    """Collects problems and places while one file is read; lives for one file.

    marks: dotted key → (line, column) of its value, or of the key itself where the value
    is empty or spans several lines; misspelt: dotted keys that unknown ones were meant to be.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    misspelt: set[str] = field(default_factory=set)

    def report(self, node: Node, code: str, severity: str = ERROR, **details: str) -> None:
        """Report a problem at a node."""
        place = (self.path, node.line, node.column)
        self.problems.append(problem(place, code, severity, **details))

    def report_key(self, dotted: str, code: str, **details: str) -> None:
        """Report an error at a dotted key, or its nearest parent in the file; once a place."""
        line, column = self.spot(dotted)
        known = {(one.line, one.column) for one in self.problems if one.code == code}
        if (line, column) not in known:
            self.problems.append(problem((self.path, line, column), code, **details))

    def require(self, values: Table[str, Any], name: str, prefix: str = "", code: str = "") -> None:
        """Report a key without a value as missing, unless it was refused or misspelt already.

        The problem stands at the key, or at its nearest parent that stands in the file.
        """
        dotted = f"{prefix}.{name}" if prefix else name
        if values.get(name) not in (None, "", ()):
            return
        if dotted in self.misspelt:
            return
        steps = dotted.split(".")
        for one in self.problems:
            if dict(one.details).get("key", "").split(".")[: len(steps)] == steps:
                return
        place = (self.path, *self.spot(dotted))
        self.problems.append(problem(place, code or "missing-key", key=dotted))

    def spot(self, key: str) -> tuple[int, int]:
        """Give line and column of a dotted key, else of its nearest parent, else 1, 1."""
        while key and key not in self.marks:
            key = key.rpartition(".")[0]
        return self.marks.get(key, (1, 1))

    def wrong(self, node: Node, key: str, expected: str) -> None:
        """Report a value of the wrong shape; expected: a word of the catalogue of messages."""
        self.report(node, "bad-value", key=key, expected=expected)

    def entries(self, node: Mapping, prefix: str = "") -> tuple[tuple[Scalar, Node, str], ...]:
        """Give (key, value, dotted key) of each entry that says something; remember all places."""
        found: list[tuple[Scalar, Node, str]] = []
        for key, value in node.entries:
            dotted = f"{prefix}.{key.text}" if prefix else key.text
            empty = isinstance(value, Scalar) and value.null
            shown = key if empty or value.line != key.line else value
            self.marks[dotted] = (shown.line, shown.column)
            if not empty:
                found.append((key, value, dotted))
        return tuple(found)

    def items(self, node: Sequence, prefix: str) -> tuple[tuple[Node, str], ...]:
        """Give (item, dotted key) of each item that says something; remember their places."""
        found: list[tuple[Node, str]] = []
        for item in node.items:
            if not (isinstance(item, Scalar) and item.null):
                dotted = f"{prefix}.{len(found)}"
                self.marks[dotted] = (item.line, item.column)
                found.append((item, dotted))
        return tuple(found)

    def document(self, node: Node | None) -> Mapping:
        """Take a whole file's node for a mapping; an empty one after reporting what else it is."""
        if isinstance(node, Mapping):
            return node
        if node is not None:
            self.problems.append(not_a_mapping(node, self.path))
        return Mapping((), 1, 1)

    def read(self, node: Node, table: "KeyTable", prefix: str = "") -> dict[str, Any]:
        """Convert a mapping by its table; keys that are wrong or say nothing are left out."""
        values: dict[str, Any] = {}
        if not isinstance(node, Mapping):
            self.wrong(node, prefix, "map")
            return values
        for key, _ in node.entries:
            if key.text not in table:
                near = suggest(key.text, table)
                self.misspelt.add(f"{prefix}.{near}" if prefix else near)
                self.report(key, "unknown-key", key=key.text, suggestion=near)
        for key, value, dotted in self.entries(node, prefix):
            convert = table.get(key.text)
            converted = convert(self, value, dotted) if convert else None
            if converted is not None:
                values[key.text] = converted
        return values


Converter: TypeAlias = Callable[[Reader, Node, str], Any]
KeyTable: TypeAlias = Table[str, Converter]
