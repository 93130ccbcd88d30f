"""Sheets: the Python of one function that prints, written piece by piece."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

# How a value becomes a piece of text, and one of bytes: shown by itself, as a URL, as JSON.
_OF_WORDS = "words[v] if type(v) is str else escape(v).encode()"
FORMS = {
    "": ("escape({})", "(v.encode() if type(v := {}) is Html else " + _OF_WORDS + ")"),
    "url": ("escape(url({}))", "(urls[v] if type(v := {}) is str else escape(url(v)).encode())"),
    "tojson": ("tojson({})", "(jsons[v] if type(v := {}) is str else tojson(v).encode())"),
}


@dataclass(slots=True)
class Sheet:
    """The lines of a function that gathers pieces in ``out``; texts side by side are one.

    encoded: whether the pieces are bytes, as pages are, or text.
    """

    encoded: bool = True
    lines: list[str] = field(default_factory=list)
    depth: int = 1
    _pieces: list[tuple[bool, str]] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Add what is printed as it stands."""
        if self._pieces and self._pieces[-1][0]:
            text = self._pieces.pop()[1] + text
        if text:
            self._pieces.append((True, text))

    def piece(self, code: str) -> None:
        """Add an expression that gives text."""
        self._pieces.append((False, code))

    def line(self, line: str) -> None:
        """Add a line, after all pieces that come before it."""
        if self._pieces:
            shown = [self.quoted(code) if plain else code for plain, code in self._pieces]
            self._pieces = []
            self.line(f"out += ({', '.join(shown)},)")
        self.lines.append("    " * self.depth + line)

    def quoted(self, text: str) -> str:
        """Give the Python of a text."""
        return repr(text.encode() if self.encoded else text)

    def shown(self, code: str, form: str) -> str:
        """Give the Python of a value that is shown. form: one of FORMS."""
        return FORMS[form][self.encoded].format(code)

    @contextmanager
    def under(self, head: str) -> Iterator[None]:
        """Put what comes under a line that ends in a colon."""
        self.line(head)
        self.depth += 1
        yield
        self.line("pass")
        self.depth -= 1

    def function(self, name: str, parameters: str, begin: Sequence[str] = ()) -> str:
        """Give the whole function. begin: lines that come first."""
        self.line(f"return {self.quoted('')}.join(out)")
        head = [f"def {name}({parameters}):", "    out = []", *(f"    {one}" for one in begin)]
        return "\n".join([*head, *self.lines]) + "\n"
