"""A newsroom's own spellings for slugs: lexicon/<code>.tsv, word TAB spelling on a line."""

from collections.abc import Mapping

from generator.language.normalise import normalise
from generator.model.problem import Problem, problem

COLUMNS = 2


def read_lexicons(texts: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Read lexicons, given as path → text; empty lines and lines that begin with # say nothing."""
    words: dict[str, str] = {}
    problems = []
    for path in sorted(texts):
        for number, line in enumerate(texts[path].split("\n"), 1):
            said = line.strip()
            if not said or said.startswith("#"):
                continue
            parts = said.split("\t")
            if len(parts) != COLUMNS or not parts[1].strip().isascii():
                problems.append(problem((path, number, 1), "bad-lexicon", name=said))
                continue
            words[normalise(parts[0].strip())] = parts[1].strip()
    return words, tuple(problems)
