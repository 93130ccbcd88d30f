"""The theme: files under templates/ become templates, words and assets, all of them proved.

Every template is compiled, every template, asset and word that it names must exist, and each
language of the site must have exactly the words of strings/words.yaml. What passes here cannot
fail for want of a name when a page is rendered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.model.config import Language
from generator.model.page import Forme, Output
from generator.model.problem import WARNING, Problem, problem
from generator.model.record import record
from generator.model.theme import Theme
from generator.stages.assets import fingerprint
from generator.stages.digest import digest
from generator.stages.render import environment, ready
from generator.stages.schema import words as read_words

FOLDER = "templates/"
STRINGS = "templates/strings/"
LIST = "templates/strings/words.yaml"
SUFFIXES = (".html", ".xml", ".txt", ".json")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_NAMING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)

Words = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@record
class _Known:
    """The names that templates may use."""

    templates: frozenset[str]
    assets: frozenset[str]
    words: frozenset[str]


def make_theme(
    files: Mapping[str, bytes], languages: tuple[Language, ...], base_path: str
) -> tuple[Theme, tuple[Output, ...], tuple[Problem, ...]]:
    """Make the theme of a site, the files of its assets, and all that is wrong with it.

    files: the theme's files under the site's own, keyed "templates/…"; base_path: the path of
    base_url with both slashes. Problems: template-error, missing-strings, missing-word and
    bad-placeholder (errors), unknown-word (a warning), and what reading words may say.
    """
    assets = fingerprint(files, base_path)
    listed, words, wrong_words = _words(files, languages)
    templates, unreadable = _templates(files)
    known = _Known(frozenset(dict(templates)), frozenset(dict(assets.urls)), frozenset(listed))
    parser = environment(Theme(templates, (), (), b""))
    faults = tuple(
        fault for name, source in templates for fault in _proved(parser, name, source, known)
    )
    made = digest(templates, words, assets.urls)
    theme = ready(Theme(templates, words, assets.urls, made))
    return theme, assets.outputs, (*wrong_words, *assets.problems, *unreadable, *faults)


def closures(theme: Theme) -> dict[str, bytes]:
    """Digest each template with all that it extends, includes or imports, and the asset URLs.

    Words are apart: a page depends on the words of one language (see `words_digest`).
    """
    parser = environment(theme)
    sources = dict(theme.templates)
    names = {name: _names(parser, name, source) for name, source in sources.items()}
    assets = digest(theme.assets)
    result: dict[str, bytes] = {}
    for name in sources:
        reached, ahead = set[str](), {name}
        while ahead:
            reached |= ahead
            ahead = {one for each in ahead for one in names[each]} & set(sources) - reached
        result[name] = digest(assets, tuple((one, sources[one]) for one in sorted(reached)))
    return result


def lacking(theme: Theme, formes: Iterable[Forme]) -> tuple[Problem, ...]:
    """Name the templates that a plan asks for and a theme of a newsroom's own does not have."""
    asked = {template for forme in formes for _, template in forme.pages}
    absent = sorted(asked.difference(dict(theme.templates)))
    return tuple(_fault(name, 0, "there is no such template") for name in absent)


def words_digest(theme: Theme, lang: str) -> bytes:
    """Digest the words of one language; KeyError if the theme has none."""
    return digest(tuple(sorted(theme.words_of(lang).items())))


def _templates(
    files: Mapping[str, bytes],
) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Read the templates: everything with a known suffix but strings and assets."""
    found: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path in sorted(files):
        name = path.removeprefix(FOLDER)
        apart = name == path or name.startswith(("assets/", "strings/"))
        if apart or not name.endswith(SUFFIXES):
            continue
        try:
            found.append((name, files[path].decode("utf-8")))
        except UnicodeDecodeError as error:
            line = files[path].count(b"\n", 0, error.start) + 1
            problems.append(_fault(name, line, "the file is not UTF-8 text"))
    return tuple(found), tuple(problems)


def _fault(name: str, line: int, reason: str) -> Problem:
    return problem((FOLDER + name, line, 1 if line else 0), "template-error", reason=reason)


def _names(parser: Environment, name: str, source: str) -> frozenset[str]:
    """Name the templates that a source takes in; a broken source takes in none."""
    try:
        tree = parser.parse(source, name)
    except TemplateSyntaxError:
        return frozenset()
    return frozenset(str(named) for _, named in _taken_in(tree) if named is not None)


def _taken_in(tree: nodes.Template) -> Iterator[tuple[int, object]]:
    """Give line and name of each template that is taken in; None: a name that is worked out."""
    for one in tree.find_all(_NAMING):
        name = next(one.iter_child_nodes(only=("template",)))
        yield one.lineno, name.value if isinstance(name, nodes.Const) else None


def _proved(parser: Environment, name: str, source: str, known: _Known) -> Iterator[Problem]:
    """Find what would make a template fail: its grammar, and names that do not exist."""
    try:
        tree = parser.parse(source, name)
        parser.compile(tree, name, raw=True)
    except TemplateSyntaxError as error:
        yield _fault(name, error.lineno, error.message or "the template cannot be read")
        return
    for line, named in _taken_in(tree):
        if named is None:
            yield _fault(name, line, "the name of a template must be written out")
        elif named not in known.templates:
            yield _fault(name, line, f"there is no template {named}")
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "asset":
            yield from _proved_asset(name, call, known)
    for got in tree.find_all(nodes.Getattr):
        told = isinstance(got.node, nodes.Name) and got.node.name == "t"
        if told and got.attr not in known.words:
            yield _fault(name, got.lineno, f"strings/words.yaml has no word {got.attr}")


def _proved_asset(name: str, call: nodes.Call, known: _Known) -> Iterator[Problem]:
    literal = call.args[0] if len(call.args) == 1 else None
    if not isinstance(literal, nodes.Const):
        yield _fault(name, call.lineno, "the name of an asset must be written out")
    elif literal.value not in known.assets:
        yield _fault(name, call.lineno, f"there is no asset {literal.value}")


def _words(
    files: Mapping[str, bytes], languages: tuple[Language, ...]
) -> tuple[dict[str, str], Words, tuple[Problem, ...]]:
    """Read the list of words, and the words of each language of the site."""
    listed, problems = read_words(files.get(LIST, b"{}").decode("utf-8", "replace"), LIST)
    wrong = list(problems)
    found: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for language in languages:
        path = f"{STRINGS}{language.code}.yaml"
        if path not in files:
            wrong.append(
                problem(("site.yaml", 0, 0), "missing-strings", language=language.code, file=path)
            )
            continue
        text = files[path].decode("utf-8", "replace")
        words, problems = read_words(text, path)
        wrong += (*problems, *_compared(words, listed, text, path))
        found.append((language.code, tuple(sorted(words.items()))))
    return listed, tuple(found), tuple(wrong)


def _compared(
    words: Mapping[str, str], listed: Mapping[str, str], text: str, path: str
) -> Iterator[Problem]:
    """Hold a language's words against the list: all of them, no others, the same placeholders."""
    for key in listed:
        if key not in words:
            yield problem((path, 0, 0), "missing-word", word=key, purpose=listed[key])
    for key, said in words.items():
        place = (path, _line(text, key), 1)
        if key not in listed:
            near = get_close_matches(key, listed, n=1)
            yield problem(place, "unknown-word", WARNING, word=key, suggestion="".join(near))
            continue
        allowed = _PLACEHOLDER.findall(listed[key])
        for name in sorted(set(_PLACEHOLDER.findall(said)) - set(allowed)):
            yield problem(
                place, "bad-placeholder", word=key, placeholder=name, allowed=", ".join(allowed)
            )


def _line(text: str, key: str) -> int:
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?\s*:", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
