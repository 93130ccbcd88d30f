"""A newsroom's own spellings for slugs: lexicon/<code>.tsv, word TAB spelling on a line."""

from collections.abc import Mapping

from generator.language.lexicon import read_lexicon
from generator.model.problem import Problem, problem

COLUMNS = 2


def read_lexicons(texts: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Read lexicons, given as path → text; empty lines and lines that begin with # say nothing.

    A word is found however its nukta or nasal is typed. Of two files, the later path wins.
    """
    words: dict[str, str] = {}
    problems = []
    for path in sorted(texts):
        rows = []
        for number, line in enumerate(texts[path].split("\n"), 1):
            said = line.strip()
            if not said or said.startswith("#"):
                continue
            parts = [part.strip() for part in said.split("\t")]
            if len(parts) == COLUMNS and all(parts) and parts[1].isascii():
                rows.append("\t".join(parts))
            else:
                problems.append(problem((path, number, 1), "bad-lexicon", name=said))
        words.update(read_lexicon("\n".join(rows)))
    return words, tuple(problems)
