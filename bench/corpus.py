"""Articles to measure on: made from our own words, or read from a folder of real ones.

The words of `words-<code>.txt` stand in the order of how often our reference site uses them;
the corpus uses them as often as Zipf's law says. The same seed gives the same articles.
"""

import json
from itertools import islice
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "data"
SEED = 20261122
STOPS = {"en": ".", "hi": "।"}
BORROWED = {"en": "hi", "hi": "en"}  # whose words turn up now and then
REAL = {"en": ("en-bbc",), "hi": ("hi-newspapers", "hi-bbc-bodies")}
BORROWS = 0.005  # of words: the part of Latin ones in the real Hindi papers is 0.4 %

Articles = tuple[tuple[str, str], ...]  # (path, text)


class _Writer:
    """Writes stories in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.chance = Random(f"{SEED} {lang}")  # noqa: S311 - nothing secret, only the same again
        self.words = _words(lang)
        self.others = _words(BORROWED[lang])[:200]
        self.weights = [1 / rank for rank in range(1, len(self.words) + 1)]

    def some(self, count: int) -> list[str]:
        """Give words as often as people use them, a foreign one here and there."""
        found = self.chance.choices(self.words, self.weights, k=count)
        return [
            self.chance.choice(self.others) if self.chance.random() < BORROWS else one
            for one in found
        ]

    def sentence(self) -> str:
        """Give a sentence; one in eight quotes somebody, one in ten names a number."""
        words = self.some(self.chance.randint(8, 22))
        words[0] = words[0].capitalize()
        words[len(words) // 2] += ","
        if self.chance.random() < 1 / 8:
            words[-4] = f'"{words[-4]}'
            words[-1] += '"'
        if self.chance.random() < 1 / 10:
            words.insert(3, f"{self.chance.randint(2, 99)},{self.chance.randint(100, 999)}")
        return " ".join(words) + STOPS[self.lang]

    def paragraph(self) -> str:
        """Give three to five sentences; now and then a link or a stressed word."""
        text = " ".join(self.sentence() for _ in range(self.chance.randint(3, 5)))
        if self.chance.random() < 1 / 4:
            text += f" **{self.some(1)[0]}** [{' '.join(self.some(3))}](https://example.org/a-b)"
        return text

    def body(self) -> str:
        """Give 350 to 600 words, with a heading over every fourth paragraph."""
        blocks: list[str] = []
        wanted = self.chance.randint(350, 600)
        while sum(block.count(" ") for block in blocks) < wanted:
            if len(blocks) % 5 == 0 and blocks:
                blocks.append("## " + " ".join(self.some(5)))
            blocks.append(self.paragraph())
        return "\n\n".join(blocks)

    def article(self, number: int) -> tuple[str, str]:
        """Give path and text of a story."""
        tags = ", ".join(json.dumps(one, ensure_ascii=False) for one in self.some(4))
        title = " ".join(self.some(9)).capitalize()
        more = f"deck: {json.dumps(' '.join(self.some(16)), ensure_ascii=False)}\ntags: [{tags}]\n"
        return _filed(self.lang, number, title, (more, self.body()))


def _words(lang: str) -> list[str]:
    return (HERE / f"words-{lang}.txt").read_text("utf-8").split()


def _filed(lang: str, number: int, title: str, rest: tuple[str, str]) -> tuple[str, str]:
    more, body = rest
    named = json.dumps(title, ensure_ascii=False)
    text = f"---\ntitle: {named}\ndate: 2026-11-{number % 28 + 1:02}\n{more}---\n{body}\n"
    return f"content/india/story-{number}/{lang}.md", text


def made(lang: str, count: int) -> Articles:
    """Make articles in a language."""
    writer = _Writer(lang)
    return tuple(writer.article(number) for number in range(count))


def real(lang: str, count: int) -> Articles:
    """Read real articles in a language; none where the shared folder is absent."""
    paths = [SHARED / f"{name}.jsonl" for name in REAL[lang]]
    lines = (line for path in paths if path.is_file() for line in path.open(encoding="utf-8"))
    records = (json.loads(line) for line in islice(lines, count))
    return tuple(
        _filed(lang, number, one["title"] or one["body"][:60].split("\n")[0], ("", one["body"]))
        for number, one in enumerate(records)
    )
