"""How results look on a terminal, in a log, and to machines.

What only problems need is loaded when there is one: most builds have none.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from generator.edges.disk import Undecodable, decode
from generator.model.problem import ERROR, Problem
from generator.model.report import Report

COLOURS = {ERROR: "red"}
WIDEST = 160  # clusters of a source line that a terminal still shows well
BEFORE = 60  # characters of a long line that are shown before the place that is meant
CUT = "… "
SECRET = "secret-in-site"  # noqa: S105 - a problem's code; its line goes into no log


class Words:
    """The words of problems in one language; an unknown language reads the default's."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._say: Callable[[Problem], tuple[str, str]] | None = None

    def sentence(self, one: Problem) -> tuple[str, str]:
        """Say what is wrong, and what to do."""
        if self._say is None:
            self._say = _speaker(self._language)
        return self._say(one)


def _speaker(language: str) -> Callable[[Problem], tuple[str, str]]:
    from generator.stages.wording import load_messages, sentence  # noqa: PLC0415 - as said above

    folder = files("generator") / "messages"
    texts = {
        one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".yaml")
    }
    words = load_messages(texts, language)
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
    """Give a build's report in the shape of CONTRACT section 7."""
    return {
        "rendered": report.rendered,
        "kept": report.kept,
        "removed": report.removed,
        "problems": problem_rows(report.problems, words),
        "seconds": {stage: round(seconds, 4) for stage, seconds in report.seconds},
        "changed": list(report.changed),
        "next_due": _machine(report.next_due),
    }


def _machine(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def show_json(value: object) -> None:
    """Print one JSON value."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def count_line(problems: tuple[Problem, ...]) -> str:
    """Say how many errors and warnings there are."""
    counts = Counter(one.severity for one in problems)
    said = [
        f"{number} {severity}{'s' if number > 1 else ''}"
        for severity, number in sorted(counts.items())
    ]
    return ", ".join(said) or "no problems"
