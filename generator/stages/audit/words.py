"""Words of the theme that were copied from another language and never translated."""

import re
from collections.abc import Iterator

from generator.language.scripts import share
from generator.model.config import Language
from generator.model.problem import WARNING, Problem, problem
from generator.stages.audit.subject import Subject
from generator.stages.schema import Mapping, Scalar, compose

MOSTLY = 0.5
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")

Lines = dict[str, tuple[str, int]]  # word → its text and its line


def untranslated(subject: Subject) -> Iterator[Problem]:
    """Compare the files of words of languages in different scripts.

    Signs are left out: what has no letters, and single words in capitals (RSS, A–Z).
    """
    config = subject.config
    said = {
        one.code: _lines(subject.strings[path], path)
        for one in config.languages
        if (path := _path(one)) in subject.strings
    }
    for language in config.languages:
        others = [
            said[one.code]
            for one in config.languages
            if one.script != language.script and one.code in said
        ]
        for key, (text, line) in said.get(language.code, {}).items():
            same = any(other.get(key, ("", 0))[0] == text for other in others)
            if same and _foreign(text, language):
                place = (_path(language), line, 1)
                details = {"word": key, "text": text, "language": language.name}
                yield problem(place, "untranslated", WARNING, **details)


def _path(language: Language) -> str:
    return f"templates/strings/{language.code}.yaml"


def _lines(text: str, path: str) -> Lines:
    node, _ = compose(text, path)
    if not isinstance(node, Mapping):
        return {}
    return {
        key.text: (value.text, key.line)
        for key, value in node.entries
        if isinstance(value, Scalar) and value.text
    }


def _foreign(text: str, language: Language) -> bool:
    """Tell whether a text is written in another language's letters."""
    bare = _PLACEHOLDER.sub("", text).strip()
    sign = bare.isupper() and " " not in bare
    return not sign and share(bare, language.script) < MOSTLY
