"""What the text core costs: its share of the time that an article's parse takes.

    python bench/text_core.py [--articles N] [--rounds N] [--json] [--write]

Every article is parsed once while the calls of the text core are noted down; then, round by
round and article by article, the parse and the noted calls are timed one after the other, so
that a slow moment of the machine hits both. Medians over rounds, then over articles.

The parse that is measured goes through the libraries, as every text did when the bar was set:
beside the shortcut that most texts take now, the core's share says how quick that is.
"""

import argparse
import gc
import json
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import thread_time_ns
from typing import Any

from corpus import Articles, made, real

from generator import __version__
from generator.language.scripts import script_of_locale
from generator.model.config import Language, Settings
from generator.stages import frontmatter, markup, parse
from generator.stages.markup import library
from generator.stages.schema import shapes

DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"
MOST = 0.25  # of an article's parse
LANGUAGES = {"en": ("English", "en-IN"), "hi": ("हिन्दी", "hi-IN")}
PARTS = ("markdown", "nh3", "pyyaml", "regex")
# Where the parse of an article calls the text core: (module, name of the function there).
CALLED = (
    (parse, "normalise"),
    (shapes, "normalise"),
    (parse, "curl"),
    (parse, "mark_html"),
    (parse, "word_count"),
    (parse, "excerpt"),
    (library, "heading_anchor"),
    (frontmatter, "slug"),
)
NAMES = tuple(dict.fromkeys(name for _, name in CALLED))

Call = tuple[Callable[..., object], tuple[Any, ...]]
Row = dict[str, str | int | float]


def context() -> parse.Context:
    """Give a newsroom of two languages, with all that the core does switched on."""
    languages = tuple(
        Language(code, name, locale, script_of_locale(locale), "ltr")
        for code, (name, locale) in LANGUAGES.items()
    )
    return parse.Context(languages, Settings(), "Asia/Kolkata", "https://example.org/")


@contextmanager
def noted(calls: dict[str, list[Call]]) -> Iterator[None]:
    """Note every call that the parse makes of the text core."""

    def noting(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Any) -> object:  # noqa: ANN401 - whatever the core is asked
            calls[name].append((function, arguments))
            return function(*arguments)

        return call

    kept = [(module, name, getattr(module, name)) for module, name in CALLED]
    for module, name, function in kept:
        setattr(module, name, noting(name, function))
    try:
        yield
    finally:
        for module, name, function in kept:
            setattr(module, name, function)


def microseconds(calls: list[Call]) -> float:
    """Give the processor's time for some calls, so that no waiting for it counts."""
    start = thread_time_ns()
    for function, arguments in calls:
        function(*arguments)
    return (thread_time_ns() - start) / 1000


class Long(markup.Converter):
    """Converts every text by the libraries."""

    html = markup.Converter.by_library


def measure(articles: Articles, rounds: int) -> tuple[list[float], dict[str, list[float]]]:
    """Give for each article the microseconds of its parse, and of each function's calls in it."""
    shared, converter = context(), Long()
    jobs: list[tuple[list[Call], dict[str, list[Call]]]] = []
    for path, text in articles:
        calls: dict[str, list[Call]] = {name: [] for name in NAMES}
        with noted(calls):
            result, problems = parse.parse(path, text, shared, converter)
        if result is None:
            sys.exit(f"{path} does not parse: {problems}")
        jobs.append(([(parse.parse, (path, text, shared, converter))], calls))
    whole: list[list[float]] = [[] for _ in jobs]
    core: dict[str, list[list[float]]] = {name: [[] for _ in jobs] for name in NAMES}
    gc.disable()
    for _ in range(rounds):
        for number, (job, calls) in enumerate(jobs):
            whole[number].append(microseconds(job))
            for name in NAMES:
                core[name][number].append(microseconds(calls[name]))
        gc.collect()
    return [median(one) for one in whole], {
        name: [median(one) for one in each] for name, each in core.items()
    }


def row(corpus: str, lang: str, articles: Articles, rounds: int) -> Row:
    """Measure one corpus."""
    whole, core = measure(articles, rounds)
    sums = [sum(each) for each in zip(*core.values(), strict=True)]
    found: Row = {"corpus": corpus, "language": lang, "articles": len(articles)}
    found["characters"] = round(median(len(text) for _, text in articles))
    found["parse"] = round(median(whole))
    found |= {name: round(median(each), 1) for name, each in core.items()}
    found["core"] = round(median(sums))
    shares = [one / other for one, other in zip(sums, whole, strict=True)]
    found["share"] = round(median(shares), 3)
    return found


def table(rows: list[Row]) -> str:
    """Lay the rows out as a Markdown table, one column for each corpus."""
    lines = ["| µs per article | " + " | ".join(f"{one['corpus']}" for one in rows) + " |"]
    lines.append("| --- |" + " ---: |" * len(rows))
    labels = {"parse": "**whole parse**", "core": "**text core**", "share": "**its share**"}
    for key in (*rows[0],)[1:]:
        values = [f"{one[key]:.1%}" if key == "share" else str(one[key]) for one in rows]
        name = labels.get(key) or (f"`{key}`" if key in NAMES else key)
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def setting(rounds: int) -> str:
    """Name what was measured with."""
    parts = ", ".join(f"{name} {version(name)}" for name in PARTS)
    python = f"Python {platform.python_version()}"
    return f"Khabar {__version__}, {python}, {parts}; medians of {rounds} interleaved rounds."


def write(rows: list[Row], rounds: int) -> None:
    """Put the table where the document has its place for it."""
    head, start, rest = DOCUMENT.read_text("utf-8").partition("<!-- text core -->\n")
    _, end, tail = rest.partition("<!-- end of text core -->")
    words = f"{setting(rounds)}\n\n{table(rows)}\n"
    DOCUMENT.write_text(f"{head}{start}{words}{end}{tail}", "utf-8")


def main() -> int:
    """Measure, tell, and say by the exit code whether the core keeps to its share."""
    reading = argparse.ArgumentParser(description="What the text core costs.")
    reading.add_argument("--articles", type=int, default=100, help="of each corpus")
    reading.add_argument("--rounds", type=int, default=9)
    reading.add_argument("--json", action="store_true")
    reading.add_argument("--write", action="store_true", help=f"into docs/{DOCUMENT.name}")
    chosen = reading.parse_args()
    rows = [
        row(f"{kind}, {lang}", lang, articles, chosen.rounds)
        for kind, source in (("made", made), ("real", real))
        for lang in LANGUAGES
        if (articles := source(lang, chosen.articles))
    ]
    if chosen.write:
        write(rows, chosen.rounds)
    if chosen.json:
        print(json.dumps({"setting": setting(chosen.rounds), "rows": rows}, ensure_ascii=False))
    else:
        print(f"{setting(chosen.rounds)}\n\n{table(rows)}")
    return 0 if all(float(one["share"]) <= MOST for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
