"""How results look on a terminal, in a log, and to machines."""

import json
from collections import Counter
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from generator.edges.decode import Undecodable, decode
from generator.model.problem import ERROR, Problem
from generator.model.report import Report
from generator.stages.wording import Catalogue, load_messages, sentence

COLOURS = {ERROR: "red"}
WIDEST = 160  # characters of a source line that a terminal still shows well


def catalogue(language: str) -> Catalogue:
    """Load the words of problems; an unknown language reads the default's."""
    folder = files("generator") / "messages"
    texts = {
        one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".yaml")
    }
    return load_messages(texts, language)


def show_problems(
    problems: tuple[Problem, ...], site: Path, words: Catalogue, *, err: bool = True
) -> None:
    """Print each problem with its source line, a caret and a hint.

    err: on standard error, as a remark about the work; else they are what was asked for.
    """
    lines = Lines(site)
    for one in problems:
        message, hint = sentence(one, words)
        colour = COLOURS.get(one.severity, "yellow")
        place = f"{one.path}:{max(1, one.line)}:{max(1, one.column)}"
        severity = click.style(one.severity, fg=colour, bold=True)
        click.echo(f"{click.style(place, bold=True)}: {severity}: {message} [{one.code}]", err=err)
        line = lines.line(one.path, one.line)
        if line:
            click.echo(f"    {line[:WIDEST]}", err=err)
            if 0 < one.column <= WIDEST:
                click.echo(click.style(f"    {_indent(line, one.column)}^", fg=colour), err=err)
        if hint:
            click.echo(f"    {hint}", err=err)


def _indent(line: str, column: int) -> str:
    """Give what stands under the characters before a column; tabs stay, so the caret fits."""
    return "".join("\t" if char == "\t" else " " for char in line[: column - 1])


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


def problem_rows(problems: tuple[Problem, ...], words: Catalogue) -> list[dict[str, object]]:
    """Give problems in the shape of CONTRACT section 7."""
    rows: list[dict[str, object]] = []
    for one in problems:
        message, hint = sentence(one, words)
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


def report_row(report: Report, words: Catalogue) -> dict[str, object]:
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
