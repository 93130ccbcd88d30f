"""A problem in words: its code and details become a sentence and a hint for editors.

The words lie in generator/messages/<code>.yaml, flat: ``code`` is the sentence, ``code.hint``
what to do, ``code.otherwise`` what to do where the hint's details are not known (nothing
to suggest). What stands in square brackets with a detail is said only where that is known.
``expected.…`` and ``reason.…`` are the words for the values of such details.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from generator.language.clusters import truncate
from generator.model.problem import Problem
from generator.model.record import record
from generator.stages.schema import Mapping as Node
from generator.stages.schema import Scalar, compose, words

INDEX, SITE = "index.yaml", "site.yaml"
SETTING = ("settings", "messages")
LONGEST = 120  # clusters of one detail within a sentence; hints keep theirs, to be pasted
VOCABULARY = ("expected", "reason")  # details whose values are words of the catalogue
# Characters that act on a terminal or cannot be seen; joiners, which Hindi needs, pass.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff]"
)
_OPTIONAL = re.compile(r"\[([^\[\]]*\{[a-z_]+\}[^\[\]]*)\]")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@record
class Catalogue:
    """The messages of one language, completed from the default one; keys as in the files."""

    language: str
    messages: Mapping[str, str]


def load_messages(texts: Mapping[str, str], language: str = "") -> Catalogue:
    """Make the catalogue of a language from the files of messages, given as name → text.

    Without a language, or with one that has no file, it is the default of index.yaml.
    """
    default = words(texts[INDEX], INDEX)[0]["default"]
    chosen = language if f"{language}.yaml" in texts and language != "index" else default
    messages: dict[str, str] = {}
    for code in dict.fromkeys((default, chosen)):
        messages |= words(texts[f"{code}.yaml"], f"{code}.yaml")[0]
    return Catalogue(chosen, MappingProxyType(messages))


def sentence(problem: Problem, catalogue: Catalogue) -> tuple[str, str]:
    """Say what is wrong and what to do; the hint is "" where there is nothing to say."""
    messages = catalogue.messages
    details = dict(problem.details)
    for name in VOCABULARY:
        said = messages.get(f"{name}.{details.get(name)}")
        if said is not None:
            details[name] = _filled(said, details)
    details = {name: _UNSEEN.sub(_escaped, text) for name, text in details.items()}
    short = {name: truncate(" ".join(text.split()), LONGEST) for name, text in details.items()}
    message = messages.get(problem.code, problem.code.replace("-", " "))
    hint = messages.get(f"{problem.code}.hint", "")
    if not all(details.get(name) for name in _PLACEHOLDER.findall(hint)):
        hint = messages.get(f"{problem.code}.otherwise", "")
    return _filled(message, short), _filled(hint, details)


def wanted(text: str) -> str:
    """Give the language that site.yaml wants messages in, be the rest of it right or wrong."""
    node, _ = compose(text, SITE)
    for name in SETTING:
        rows = node.entries if isinstance(node, Node) else ()
        node = next((value for key, value in rows if key.text == name), None)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _escaped(found: re.Match[str]) -> str:
    """Spell a character that would act on the terminal."""
    return f"\\u{ord(found[0]):04x}"


def _filled(template: str, details: Mapping[str, str]) -> str:
    """Put details into a sentence; braces that stand for none of them are the sentence's own."""

    def known(found: re.Match[str]) -> str:
        return found[1] if all(details.get(one) for one in _PLACEHOLDER.findall(found[1])) else ""

    template = _OPTIONAL.sub(known, template)
    return _PLACEHOLDER.sub(lambda found: details.get(found[1], found[0]), template)
