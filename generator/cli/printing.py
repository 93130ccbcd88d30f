"""How results look on a terminal, in a log, and to machines.

What only problems need is loaded when there is one: most builds have none.
"""

import errno
import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.edges.disk import Undecodable, decode, read_site
from generator.edges.package import PACKAGE
from generator.model.problem import ERROR, Problem
from generator.model.report import Report

COLOURS = {ERROR: "red"}
WIDEST = 160  # clusters of a source line that a terminal still shows well
BEFORE = 60  # characters of a long line that are shown before the place that is meant
CUT = "… "
INDEX, SAY, SETTING = "index.yaml", "say.", "messages"
SECRET = "secret-in-site"  # noqa: S105 - a problem's code; its line goes into no log


class Words:
    """What Khabar says in one language; an unknown language reads the default's.

    language: as asked for on the command line; without one, what site.yaml of the site wants.
    """

    def __init__(self, language: str, site: Path | None = None) -> None:
        self._language = language
        self._site = site
        self._catalogue: Callable[[Problem], tuple[str, str]] | None = None
        self._said: Mapping[str, str] = {}

    def sentence(self, one: Problem) -> tuple[str, str]:
        """Say what is wrong, and what to do."""
        if self._catalogue is None:
            self._catalogue = _speaker(self._chosen())
        return self._catalogue(one)

    def say(self, name: str, /, **details: object) -> str:
        """Say what a command has to say beside problems: ``say.…`` in the files of messages."""
        return self._sayings()[name].format(**details)

    def cause(self, error: OSError) -> str:
        """Say why a disk refused; what is rare is said as the system says it."""
        name = errno.errorcode.get(error.errno or 0, "")
        return self._sayings().get(f"cause.{name}") or error.strerror or str(error)

    def _sayings(self) -> Mapping[str, str]:
        if not self._said:
            self._said = said(self._chosen())
        return self._said

    def _chosen(self) -> str:
        """Give the language; site.yaml is read for it only where it may name one."""
        if not self._language and self._site is not None:
            try:
                text = read_site(self._site)
            except (OSError, Undecodable):
                return ""
            if SETTING in text:
                from generator.stages.wording import wanted  # noqa: PLC0415 - as said above

                self._language = wanted(text)
        return self._language


def said(language: str) -> Mapping[str, str]:
    """Give the lines ``say.…`` of a language, without what reads all of YAML.

    Each stands on a line of its own, plain or in double quotes.
    """
    texts = _texts()
    default = texts[INDEX].rpartition(":")[2].strip()
    lines = texts.get(f"{language}.yaml", texts[f"{default}.yaml"]).split("\n")
    rows = (line.removeprefix(SAY).split(": ", 1) for line in lines if line.startswith(SAY))
    return {name: json.loads(text) if text[0] == '"' else text for name, text in rows}


def _texts() -> dict[str, str]:
    return {one.name: one.read_text("utf-8") for one in (PACKAGE / "messages").glob("*.yaml")}


def _speaker(language: str) -> Callable[[Problem], tuple[str, str]]:
    from generator.stages.wording import load_messages, sentence  # noqa: PLC0415 - as said above

    words = load_messages(_texts(), language)
    return lambda one: sentence(one, words)


def show_problems(
    problems: tuple[Problem, ...], site: Path, words: Words, *, err: bool = True
) -> None:
    """Print each problem with its source line, a caret and a hint.

    err: on standard error, as a remark about the work; else they are what was asked for.
    """
    lines = Lines(site)
    unshown = {(one.path, one.line) for one in problems if one.code == SECRET}
    for one in problems:
        message, hint = words.sentence(one)
        colour = COLOURS.get(one.severity, "yellow")
        place = f"{one.path}:{max(1, one.line)}:{max(1, one.column)}"
        severity = click.style(one.severity, fg=colour, bold=True)
        click.echo(f"{click.style(place, bold=True)}: {severity}: {message} [{one.code}]", err=err)
        line = lines.line(one.path, one.line)
        if line and (one.path, one.line) not in unshown:
            shown, under = _around(line, one.column)
            click.echo(f"    {shown}", err=err)
            if under is not None:
                click.echo(click.style(f"    {under}^", fg=colour), err=err)
        if hint:
            click.echo(f"    {hint}", err=err)


def _around(line: str, column: int) -> tuple[str, str | None]:
    """Give what is shown of a line, cut at a blank where it is long, and what leads to the caret.

    There is no caret (None) where the column is unknown or not shown.
    """
    from generator.language.clusters import truncate  # noqa: PLC0415 - as said above

    long = len(line) > WIDEST
    start = line.rfind(" ", 0, max(0, column - BEFORE)) + 1 if long else 0
    shown = truncate(line[start:], WIDEST)
    if not 0 < column <= start + WIDEST:
        return shown, None
    cut = CUT if start else ""
    return cut + shown, " " * len(cut) + _blank(line[start : column - 1])


def _blank(text: str) -> str:
    """Give blanks as wide as a text; tabs stay, so the caret fits. Vowel signs have no width."""
    from rich.cells import cell_len  # noqa: PLC0415 - as said above

    return "".join("\t" if char == "\t" else " " * cell_len(char) for char in text)


class Lines:
    """Finds source lines, each file read once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._held: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str:
        """Give a line of a file of the site; "" where there is none."""
        if number < 1:
            return ""
        if path not in self._held:
            try:
                self._held[path] = decode((self._site / path).read_bytes()).split("\n")
            except (OSError, Undecodable, ValueError):
                self._held[path] = []
        lines = self._held[path]
        return lines[number - 1].rstrip() if number <= len(lines) else ""


def problem_rows(problems: tuple[Problem, ...], words: Words) -> list[dict[str, object]]:
    """Give problems in the shape of CONTRACT section 7."""
    rows: list[dict[str, object]] = []
    for one in problems:
        message, hint = words.sentence(one)
        rows.append(
            {
                "path": one.path,
                "line": max(1, one.line),
                "column": max(1, one.column),
                "severity": one.severity,
                "code": one.code,
                "message": message,
                "hint": hint,
            }
        )
    return rows


def report_row(report: Report, words: Words) -> dict[str, object]:
    """Give a build's report in the shape of CONTRACT section 7.

    Whoever reads it may be anyone: of what is not to be read yet, it tells errors alone.
    """
    told = tuple(
        one for one in report.problems if one.severity == ERROR or one.path not in report.hidden
    )
    return {
        "rendered": report.rendered,
        "kept": report.kept,
        "removed": report.removed,
        "problems": problem_rows(told, words),
        "seconds": {stage: round(seconds, 4) for stage, seconds in report.seconds},
        "changed": list(report.changed),
        "next_due": _machine(report.next_due),
    }


def _machine(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def show_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def count_line(problems: tuple[Problem, ...], words: Words) -> str:
    """Say how many errors and warnings there are."""
    counts = Counter(one.severity for one in problems)
    parts = [
        words.say(f"{severity}{'s' if number > 1 else ''}", number=number)
        for severity, number in sorted(counts.items())
    ]
    return ", ".join(parts) or words.say("no-problems")
