"""What an editor most likely meant where YAML gave up: from the parser's words to ours.

The parser says what it expected; a newsroom needs to know which character to mend. The
commonest mistakes have codes, and hints, of their own.
"""

import re
from collections.abc import Callable

import yaml

from generator.model.problem import Problem, problem
from generator.stages.schema.nodes import Node, Scalar

_NO_SPACE = re.compile(r"\s*(?:- )?([A-Za-z_][A-Za-z0-9_-]*):[^\s/].*")
_KEY_BEFORE = re.compile(r"\s*(?:- )*[^\s:][^:]*:\s+\S.*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS = frozenset("@`%*&!|>?-")

Spot = tuple[int, int]  # line and column from 0, as the parser counts
Verdict = tuple[str, Spot, dict[str, str]]  # code, place, details


def explain(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """Turn a syntax error into a problem at the place that an editor has to mend."""
    lines = text.split("\n")
    spot = _spot(error.problem_mark, lines)
    context = _spot(error.context_mark, lines) if error.context_mark else spot
    code, (line, column), details = _judge(str(error.problem), lines, spot, context)
    return problem((path, line + first_line, column + 1), code, **details)


def unreadable(text: str, path: str, first_line: int) -> Problem:
    """Say which character no YAML may hold; found by us, for parsers count differently."""
    found = _FORBIDDEN.search(text)
    position, sign = (found.start(), found[0]) if found else (0, text[:1] or "\0")
    line = text.count("\n", 0, position) + first_line
    column = position - text.rfind("\n", 0, position)
    return problem((path, line, column), "control-character", character=f"U+{ord(sign):04X}")


def not_a_mapping(node: Node, path: str) -> Problem:
    """Say why a text that should hold keys and values is something else."""
    found = _NO_SPACE.match(node.text) if isinstance(node, Scalar) and node.plain else None
    if found:
        return problem((path, node.line, node.column + found.end(1)), "yaml-space", key=found[1])
    return problem((path, node.line, node.column), "not-a-mapping")


def _spot(mark: yaml.Mark | None, lines: list[str]) -> Spot:
    """Give a place within the text; the parser names its end by the line that follows it."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line < len(lines) - 1 or (line < len(lines) and lines[-1]):
        return (line, column)
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    return (last, len(lines[last]))


def _judge(said: str, lines: list[str], spot: Spot, context: Spot) -> Verdict:
    """Give code, place and details of the mistake behind the parser's words."""
    for number in (spot[0], context[0]):
        margin = lines[number][: _margin(lines[number])]
        if "\t" in margin:
            return "yaml-tab", (number, margin.index("\t")), {}
    sign = _at(lines, context)
    for part, judge in _JUDGES:
        if part in said:
            return judge(said, lines, spot, context)
    return ("yaml-character" if sign in _STARTS else "bad-yaml"), context, {"character": sign}


def _colon(said: str, lines: list[str], spot: Spot, context: Spot) -> Verdict:
    """Tell a colon too many from a colon without its space, a wrong margin and a lost line."""
    if "expected ':'" in said:
        suspect = context[0]
    else:
        before = lines[spot[0]][: spot[1]]
        if _KEY_BEFORE.fullmatch(before):
            return "yaml-colon", spot, {"suggestion": _quoted(lines[spot[0]])}
        suspect = spot[0] - 1
    found = _NO_SPACE.fullmatch(lines[suspect]) if suspect >= 0 else None
    if found:
        return "yaml-space", (suspect, found.end(1)), {"key": found[1]}
    if "expected ':'" in said:
        return "yaml-no-colon", context, {}
    return "yaml-indent", (spot[0], _margin(lines[spot[0]])), {}


def _quoted(line: str) -> str:
    """Write a ``key: value`` line with its value in quotes; "" where that is not so simple."""
    key, _, value = line.partition(":")
    value = value.strip()
    if not value or value[0] in "[{\"'":
        return ""
    quote = "'" if '"' in value else '"'
    if quote in value or "\\" in value:
        return ""
    return f"{key.strip()}: {quote}{value}{quote}"


def _leftover(_said: str, lines: list[str], spot: Spot, _context: Spot) -> Verdict:
    """Tell text after a closing quote or bracket from a line with the wrong margin."""
    before = lines[spot[0]][: spot[1]].rstrip()
    if before:
        return "yaml-after", spot, {"character": before[-1]}
    return "yaml-indent", spot, {}


def _unfinished(_said: str, lines: list[str], spot: Spot, _context: Spot) -> Verdict:
    """Tell a bracket that is never closed from a list with a comma too many."""
    for number in range(spot[0], -1, -1):
        before = lines[number][: spot[1]] if number == spot[0] else lines[number]
        column = max(before.rfind("["), before.rfind("{"))
        if column >= 0:
            code = "yaml-comma" if _at(lines, spot) in (",", "]", "}") else "yaml-bracket"
            place = spot if code == "yaml-comma" else (number, column)
            return code, place, {"bracket": before[column]}
    return "yaml-character", spot, {"character": _at(lines, spot)}


def _second_start(_said: str, lines: list[str], spot: Spot, _context: Spot) -> Verdict:
    """Tell a second document from a line that stands to the left of the first one."""
    for number in range(spot[0] - 1, -1, -1):
        if lines[number].startswith(("...", "---")):
            return "yaml-documents", (number, 0), {}
    return "yaml-indent", spot, {}


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _at(lines: list[str], spot: Spot) -> str:
    line = lines[spot[0]] if spot[0] < len(lines) else ""
    return line[spot[1]] if spot[1] < len(line) else ""


def _open_quote(_said: str, lines: list[str], _spot: Spot, context: Spot) -> Verdict:
    return "yaml-quote", context, {"quote": _at(lines, context)}


def _within_brackets(_said: str, lines: list[str], spot: Spot, context: Spot) -> Verdict:
    """Tell a bracket that is never closed from two items without a comma between them."""
    code = "yaml-bracket"
    if spot[0] == context[0] and spot[1] < len(lines[spot[0]].rstrip()):
        code = "yaml-comma"
    place = spot if code == "yaml-comma" else context
    return code, place, {"bracket": _at(lines, context)}


def _escape(_said: str, _lines: list[str], spot: Spot, _context: Spot) -> Verdict:
    return "yaml-escape", spot, {}


# Parts of what both parsers say, and who knows what was meant.
_JUDGES: tuple[tuple[str, Callable[[str, list[str], Spot, Spot], Verdict]], ...] = (
    ("mapping values", _colon),
    ("expected ':'", _colon),
    ("expected key", _leftover),
    ("'-' indicator", _leftover),
    ("expected <block end>", _leftover),
    ("document start", _second_start),
    ("node content", _unfinished),
    ("end of stream", _open_quote),
    ("',' or '", _within_brackets),
    ("escape", _escape),
    ("hexdecimal", _escape),
)
