"""Rendering: a view and a template become the bytes of a page.

Pure, and made to travel: a worker is handed the theme and a batch of jobs, and gives outputs or
problems as values. The one thing that it keeps is the theme compiled, for the next batch.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from traceback import walk_tb
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateError, nodes
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as Scope
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator import __version__
from generator.language.clusters import truncate, word_count
from generator.model.bodies import bodies_of
from generator.model.page import Output
from generator.model.problem import Problem, problem
from generator.model.text import Html
from generator.model.theme import Job, Theme
from generator.stages.digest import SIZE, digest
from generator.stages.figures import fill_body, safe_url
from generator.stages.plates import Plate, plates, remembering

FOLDER = "templates/"
PRESS = f"{__version__} {sys.version} {jinja2.__version__}"  # what plates are made by
# What a site's own template may do wrong; anything else is a fault of ours.
FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
# Filters of Jinja2 that know Latin letters alone, or let HTML through unescaped.
UNSAFE = ("capitalize", "center", "safe", "slice", "striptags", "wordwrap", "xmlattr")
# XML 1.0 cannot hold these.
_NO_XML = bytes({*range(32)} - set(b"\t\n\r"))
_NO_XML_EITHER = ("\ufffe".encode(), "\uffff".encode())
_SIGNS = re.compile("[&<>\"']")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def render(theme: Theme, jobs: tuple[Job, ...]) -> tuple[Output | Problem, ...]:
    """Render each job, in order; a template that fails gives a ``template-error``."""
    words, made = _words(theme), _plates(theme)
    return tuple(_page(theme, made, words[job.lang], job) for job in jobs)


def ready(theme: Theme) -> Theme:
    """Make the plates of a theme, for all that will print with it."""
    # Most builds find them made: loading what makes them would take longer than using them.
    from generator.stages.casting import cast  # noqa: PLC0415 - as said above

    code = cast(environment(theme), dict(theme.templates), dict(theme.assets))
    return replace(theme, plates=_seal(theme) + code)


def _seal(theme: Theme) -> bytes:
    """Digest all that plates depend on: those of another theme, or version, are not used."""
    return digest(theme.digest, PRESS)


@lru_cache(maxsize=1)
def _plates(theme: Theme) -> dict[str, Plate]:
    if not theme.plates.startswith(_seal(theme)):
        theme = ready(theme)
    return plates(theme.plates[SIZE:], fill)


@lru_cache(maxsize=1)
def _words(theme: Theme) -> dict[str, SimpleNamespace]:
    return {code: SimpleNamespace(**dict(pairs)) for code, pairs in theme.words}


class _Generator(CodeGenerator):
    """Writes templates that escape what needs it, and wrap nothing that is joined at once."""

    def _output_child_pre(self, node: Expr, frame: Scope, finalize: Any) -> None:  # noqa: ANN401 - the library's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape(")


class _Template(Template):
    """A template whose macros remember what they made of what many pages show."""

    def make_module(self, *given: Any, **named: Any) -> TemplateModule:  # noqa: ANN401 - as above
        module = super().make_module(*given, **named)
        for name, one in vars(module).items():
            if isinstance(one, Macro):
                setattr(module, name, remembering(one))
        return module


class _Environment(Environment):
    """Jinja2 with the two above. escape: what templates call for every value that they show."""

    code_generator_class = _Generator
    template_class = _Template

    @staticmethod
    def escape(value: object) -> str:
        """Give a value as HTML; what is HTML already, and plain words, as they are."""
        kind = type(value)
        if kind is Html or kind is Markup or (kind is str and not _SIGNS.search(value)):  # type: ignore[call-overload]
            return value  # type: ignore[return-value]
        return escape(value)

    def parse(
        self,
        source: str,
        name: str | None = None,
        filename: str | None = None,  # noqa: ARG002 - the library's own
    ) -> nodes.Template:
        """Read a template, once for all who look at it: it reads the same with any assets."""
        return _tree(source, name)


@lru_cache(maxsize=200)
def _tree(source: str, name: str | None) -> nodes.Template:
    return Environment.parse(_grammar(), source, name)


@lru_cache(maxsize=1)
def _grammar() -> Environment:
    return _made({}, {})


@lru_cache(maxsize=1)
def environment(theme: Theme) -> Environment:
    """Make the Jinja2 environment of a theme: always escaping, undefined names always errors."""
    return _made(dict(theme.templates), dict(theme.assets))


def _made(sources: Mapping[str, str], assets: Mapping[str, str]) -> Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return None if source is None else (source, FOLDER + name, None)

    made = _Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.filters.update(url=safe_url, fill=fill, truncate=cut, wordcount=word_count, title=str)
    for name in UNSAFE:
        del made.filters[name]
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    made.globals.update(asset=assets.__getitem__)
    return made


def cut(text: str, clusters: int) -> str:
    """Cut a plain text to so many clusters, as Jinja2's own truncate cannot; Html is refused."""
    if isinstance(text, Html):
        msg = "only plain text can be cut; take the view's plain text instead"
        raise TypeError(msg)
    return truncate(text, clusters)


def fill(word: str, **parts: object) -> Html:
    """Put parts into the {placeholders} of a word, escaping all but Html; KeyError if one lacks."""
    pieces = list(_parted(word))
    for at in range(1, len(pieces), 2):
        pieces[at] = escape(parts[pieces[at]])
    return Html("".join(pieces))


@lru_cache(maxsize=1000, typed=True)
def _parted(word: str) -> tuple[str, ...]:
    """Part a word, escaped, at its placeholders: text, name, text and so on."""
    return tuple(_PLACEHOLDER.split(str(escape(word))))


def _page(
    theme: Theme, ready: dict[str, Plate], words: SimpleNamespace, job: Job
) -> Output | Problem:
    shown = bodies_of(job.view)
    bodies = tuple(fill_body(html, body) for html, body in zip(job.bodies, shown, strict=True))
    plate = ready.get(job.template)
    if plate is not None:
        try:
            return _output(plate(job.view, words, bodies), job)
        except Exception:  # noqa: BLE001 - Jinja2 tells what it is, or knows better
            del ready[job.template]
    context: dict[str, object] = {"view": job.view, "t": words, "bodies": bodies}
    if len(bodies) == 1:
        context["body"] = bodies[0]
    try:
        text = environment(theme).get_template(job.template).render(context)
    except FAULTS as error:
        return _complaint(error, job)
    return _output(text.encode(), job)


def _output(data: bytes, job: Job) -> Output:
    """Make the file of a page: without what XML cannot hold, and with one newline at its end."""
    if job.path.endswith(".xml"):
        data = data.translate(None, _NO_XML)
        for sign in _NO_XML_EITHER:
            data = data.replace(sign, b"")
    if not data.endswith(b">\n"):
        cut = data.rstrip()
        if cut and not b" " < cut[-1:] < b"\x7f":  # spaces that are no ASCII
            cut = cut.decode().rstrip().encode()
        data = cut + b"\n"
    return Output(job.path, data, job.group)


def _complaint(error: Exception, job: Job) -> Problem:
    """Tell where in the templates an error arose: the innermost frame that is one of them."""
    place = (FOLDER + job.template, 0, 0)
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(FOLDER):
            place = (frame.f_code.co_filename, line, 1)
    reason = str(error) or type(error).__name__
    return problem(place, "template-error", reason=reason, page=job.path)
