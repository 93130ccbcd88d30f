"""A problem: what is wrong, where, and how bad; its words live in generator/messages/."""

from dataclasses import dataclass, replace

ERROR = "error"
WARNING = "warning"
MOVED = "moved-url"
# Warnings that stay warnings: they tell of yesterday's paper, and today's is sound without them.
ADVICE = frozenset({MOVED})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something an editor should mend.

    path: POSIX path inside the site, line and column from 1 (0: the file as a whole),
    code: a stable word such as ``unknown-key``, severity: ``error`` or ``warning``,
    details: the parameters of the message, as (name, text) pairs.
    """

    path: str
    line: int
    column: int
    code: str
    severity: str = ERROR
    details: tuple[tuple[str, str], ...] = ()


def problem(
    place: tuple[str, int, int], code: str, severity: str = ERROR, **details: str
) -> Problem:
    """Make a problem at place (path, line, column) with details by name."""
    path, line, column = place
    return Problem(path, line, column, code, severity, tuple(sorted(details.items())))


def failed(problems: tuple[Problem, ...]) -> bool:
    """Tell whether any of the problems stops a build."""
    return any(one.severity == ERROR for one in problems)


def judged(problems: tuple[Problem, ...], *, strict: bool) -> tuple[Problem, ...]:
    """Make warnings errors where the editor wants it strict; advice stays advice."""
    if not strict:
        return problems
    return tuple(one if one.code in ADVICE else replace(one, severity=ERROR) for one in problems)
