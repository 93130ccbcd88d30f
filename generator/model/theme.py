"""The theme: templates, words and assets, as values that can travel to any worker."""

from dataclasses import field

from generator.model.record import record


@record
class Theme:
    """What rendering needs besides a view.

    templates: name ("pages/article.html") and source; words: for each language's code its
    words by key; assets: name ("css/site.css") and root-relative, fingerprinted URL;
    digest: of all of this; plates: its pages ready to print with, b"" where they are made ready
    when first needed (see stages/render).
    """

    templates: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    assets: tuple[tuple[str, str], ...]
    digest: bytes
    plates: bytes = field(default=b"", compare=False)

    def words_of(self, lang: str) -> dict[str, str]:
        """Give the words of a language by key; KeyError if the theme has none."""
        return dict(dict(self.words)[lang])


@record
class Job:
    """One page to render: its output path, template, language, and view.

    bodies: the HTML of the bodies that the view shows, in their order; group: that of the
    output, in the order in which pages are published.
    """

    path: str
    template: str
    lang: str
    view: object
    bodies: tuple[str, ...] = ()
    group: int = 0
