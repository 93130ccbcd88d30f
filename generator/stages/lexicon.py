"""A newsroom's own spellings for slugs: lexicon/<code>.tsv, word TAB spelling on a line."""

from collections.abc import Mapping

from generator.language.lexicon import read_lexicon
from generator.model.problem import Problem, problem

COLUMNS = 2
MOST_TOLD = 1_000  # rows that are wrong, of one file; with more, it is no lexicon at all


def read_lexicons(texts: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Read lexicons, given as path → text; empty lines and lines that begin with # say nothing.

    A word is found however its nukta or nasal is typed. Of two files, the later path wins.
    """
    words: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted(texts):
        rows: list[str] = []
        wrong: list[Problem] = []
        for number, line in enumerate(texts[path].split("\n"), 1):
            if len(wrong) == MOST_TOLD:
                break
            said = line.strip()
            if not said or said.startswith("#"):
                continue
            parts = [part.strip() for part in said.split("\t")]
            if len(parts) == COLUMNS and all(parts) and parts[1].isascii():
                rows.append("\t".join(parts))
            else:
                wrong.append(problem((path, number, 1), "bad-lexicon", name=said))
        problems += wrong
        words.update(read_lexicon("\n".join(rows)))
    return words, tuple(problems)
