"""What strict YAML consists of: texts, lists and mappings, each with its place in the file.

Nothing is resolved here: whether ``no`` is a word or a truth is for the reader of the key
to say. Lines and columns count from 1; columns count characters.
"""

from typing import NamedTuple, TypeAlias


class Scalar(NamedTuple):
    """One text; plain: written without quotes and not as a block."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def null(self) -> bool:
        """Tell whether nothing is said: an empty value, ``~`` or ``null`` without quotes."""
        return self.plain and self.text in ("", "~", "null")


class Sequence(NamedTuple):
    """A list of nodes."""

    items: "tuple[Node, ...]"
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys and values in the order of the file; no key stands twice."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int
    column: int


Node: TypeAlias = Scalar | Sequence | Mapping
