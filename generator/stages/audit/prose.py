"""Proofreading: what is mended when the text is published, and what only an editor can judge."""

from collections.abc import Iterator
from zlib import compress

from generator.language.legacy import suspect
from generator.language.markup_guard import prose
from generator.language.normalise import Repair, repairs, suspicions
from generator.language.scripts import share
from generator.model.config import Language, SiteConfig
from generator.model.problem import WARNING, Problem, problem
from generator.model.record import record
from generator.model.story import Article
from generator.stages.frontmatter import split
from generator.stages.parse import Where, where

MOSTLY = 0.5
# Repairs of how letters are stored: nobody sees them, one warning for a file is enough.
UNSEEN = ("not-nfc",)
KILO = 1000
# Bytes that a story's words may weigh: a light page has 14 kB, of which its frame may take 6.
ROOM = 8 * KILO


def proofread(text: str, article: Article, config: SiteConfig) -> tuple[Problem, ...]:
    """Read the text of an article's file, as it is in the file; places are exact.

    What occurs several times in the same way is told once, with how often it comes again.
    """
    sheet = Sheet(text, article.path)
    mended = repairs(text)
    return (
        *(tuple(_legacy(article, sheet)) or _language(article, sheet, config)),
        *_repaired(mended, sheet),
        *_suspicious(mended, sheet),
        *_heavy(article, sheet, config),
    )


@record
class Sheet:
    """A file's text, and where it comes from."""

    text: str
    path: str

    def place(self, position: int) -> tuple[str, int, int]:
        """Give path, line and column of a position in the text."""
        line = self.text.count("\n", 0, position) + 1
        return (self.path, line, position - self.text.rfind("\n", 0, position))


def _legacy(article: Article, sheet: Sheet) -> Iterator[Problem]:
    """Tell, once, where a text begins that was typed in a font of before Unicode."""
    _, body, first = split(sheet.text)
    lines = enumerate(body.split("\n"), first)
    places = (
        (article.title, article.place("title")),
        (article.deck, article.place("deck")),
        *((line, (sheet.path, number, 1)) for number, line in lines),
    )
    for line, place in places:
        font = suspect(line)
        if font:
            yield problem(place, "legacy-text", WARNING, font=font)
            return


def _language(article: Article, sheet: Sheet, config: SiteConfig) -> Iterator[Problem]:
    """Compare the letters of headline, deck and body with the language of the file's name.

    A draft may wait for its translator in the language of its original.
    """
    if article.draft:
        return
    _, story, _ = split(sheet.text)
    stretches = (story[start:end] for start, end in prose(story))
    letters = "\n".join((article.title, article.deck, *stretches))
    language = config.language(article.lang)
    if share(letters, language.script) >= MOSTLY:
        return
    near = _likelier(letters, config.languages)
    details = {"language": language.name, "suggestion": near and f"{near}.md"}
    yield problem(article.place("title"), "wrong-language", WARNING, **details)


def _likelier(letters: str, languages: tuple[Language, ...]) -> str:
    """Give the first language of the site that a text may be in, by its letters."""
    return next((one.code for one in languages if share(letters, one.script) >= MOSTLY), "")


def _repaired(mended: tuple[Repair, ...], sheet: Sheet) -> Iterator[Problem]:
    alike: dict[tuple[str, ...], list[Repair]] = {}
    for one in mended:
        same = (one.code,) if one.code in UNSEEN else (one.code, one.before, one.after)
        alike.setdefault(same, []).append(one)
    for some in alike.values():
        first = some[0]
        details = {"reason": first.code, **_again(len(some))}
        if any(one.isalpha() for one in first.after):  # a blank or a danda says nothing alone
            details |= {"before": first.before, "after": first.after}
        yield problem(sheet.place(first.position), "repaired-text", WARNING, **details)


def _suspicious(mended: tuple[Repair, ...], sheet: Sheet) -> Iterator[Problem]:
    """Tell what looks mistyped, but for words that are mended already."""
    settled = {position for one in mended for position in _span(one.position, one.before)}
    alike: dict[tuple[str, str], list[int]] = {}
    for one in suspicions(sheet.text):
        if settled.isdisjoint(_span(one.position, one.text)):
            alike.setdefault((one.code, one.text), []).append(one.position)
    for (code, word), positions in alike.items():
        details = {"reason": code, "text": word, **_again(len(positions))}
        yield problem(sheet.place(positions[0]), "suspicious-text", WARNING, **details)


def _heavy(article: Article, sheet: Sheet, config: SiteConfig) -> Iterator[Problem]:
    """Tell of a story that makes its light page heavy by its own length."""
    codes = tuple(one.code for one in config.languages)
    found = where(sheet.path, codes)
    if not config.settings.features_lite or not isinstance(found, Where) or found.undated:
        return
    _, body, _ = split(sheet.text)
    size = len(compress(body.encode()))
    if size > ROOM:
        details = {"size": f"{round(size / KILO)} kB", "limit": f"{ROOM // KILO} kB"}
        yield problem(article.place("title"), "heavy-lite", WARNING, **details)


def _span(position: int, text: str) -> range:
    return range(position, position + len(text))


def _again(times: int) -> dict[str, str]:
    """Tell how often something comes again; nothing where it does not."""
    return {"more": str(times - 1)} if times > 1 else {}
