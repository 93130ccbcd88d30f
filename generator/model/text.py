"""Text that knows more than its characters: escaped HTML, and text in several languages."""

from typing import Self

from generator.model.record import record


class Html(str):
    """HTML that is safe to print as it stands: escaped or sanitised by the room that made it.

    Jinja2 and MarkupSafe recognise ``__html__``; nothing else may be printed unescaped.
    """

    __slots__ = ()

    def __html__(self) -> Self:
        return self


@record
class Part:
    """A piece of text with the language that it is in."""

    text: str
    lang: str


@record
class Translated:
    """One text in several languages, in the order of site.yaml's languages.

    A plain string in site.yaml becomes one entry for each language of the site.
    """

    entries: tuple[tuple[str, str], ...] = ()

    def part(self, lang: str) -> Part:
        """Give the text in `lang`, else in the first language that has it, with its language."""
        for code, text in self.entries:
            if code == lang:
                return Part(text, code)
        if not self.entries:
            return Part("", lang)
        code, text = self.entries[0]
        return Part(text, code)

    def has(self, lang: str) -> bool:
        """Tell whether the text exists in `lang`."""
        return any(code == lang for code, _ in self.entries)

    def parts(self) -> tuple[Part, ...]:
        """Give every distinct text once, in the order of the site's languages."""
        seen: dict[str, str] = {}
        for code, text in self.entries:
            seen.setdefault(text, code)
        return tuple(Part(text, code) for text, code in seen.items())
