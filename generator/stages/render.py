"""Rendering: a view and a template become the bytes of a page.

Pure, and made to travel: a worker is handed the theme and a batch of jobs, and gives outputs or
problems as values. The one thing that it keeps is the theme compiled, for the next batch.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from traceback import walk_tb
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as Scope
from jinja2.environment import TemplateModule
from jinja2.nodes import Expr
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator.language.clusters import truncate, word_count
from generator.model.bodies import bodies_of
from generator.model.frame import Frame
from generator.model.page import Output
from generator.model.pieces import Card
from generator.model.problem import Problem, problem
from generator.model.text import Html
from generator.model.theme import Job, Theme
from generator.stages.figures import fill_body, safe_url

FOLDER = "templates/"
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
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 cannot hold these
_SIGNS = re.compile("[&<>\"']")
SHARED = (Card, Frame)  # first arguments of macros that many pages show
PLAIN = (str, int, bool)
MOST_HELD = 20_000  # results that a macro remembers: some 20 MB of cards
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def render(theme: Theme, jobs: tuple[Job, ...]) -> tuple[Output | Problem, ...]:
    """Render each job, in order; a template that fails gives a ``template-error``."""
    compiled, words = environment(theme), _words(theme)
    return tuple(_page(compiled, words[job.lang], job) for job in jobs)


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
                setattr(module, name, _remembering(one))
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


def _remembering(macro: Macro) -> Callable[..., object]:
    """Let a macro remember what it made of cards and frames: it sees its arguments alone."""
    held: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = {}

    def call(*given: object, **named: object) -> object:
        if not given or type(given[0]) not in SHARED or named:
            return macro(*given, **named)
        key = tuple(one if type(one) in PLAIN else id(one) for one in given)
        known = held.get(key)
        if known is None:
            if len(held) > MOST_HELD:
                held.clear()
            known = held[key] = (given, macro(*given))  # what is kept keeps its id
        return known[1]

    return call


@lru_cache(maxsize=1)
def environment(theme: Theme) -> Environment:
    """Make the Jinja2 environment of a theme: always escaping, undefined names always errors."""
    sources = dict(theme.templates)
    assets = dict(theme.assets)

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
    return Html(_PLACEHOLDER.sub(lambda found: escape(parts[found[1]]), str(escape(word))))


def _page(compiled: Environment, words: SimpleNamespace, job: Job) -> Output | Problem:
    shown = bodies_of(job.view)
    bodies = tuple(fill_body(html, body) for html, body in zip(job.bodies, shown, strict=True))
    context: dict[str, object] = {"view": job.view, "t": words, "bodies": bodies}
    if len(bodies) == 1:
        context["body"] = bodies[0]
    try:
        text = compiled.get_template(job.template).render(context)
    except FAULTS as error:
        return _complaint(error, job)
    if job.path.endswith(".xml"):
        text = _NO_XML.sub("", text)
    return Output(job.path, f"{text.rstrip()}\n".encode(), job.group)


def _complaint(error: Exception, job: Job) -> Problem:
    """Tell where in the templates an error arose: the innermost frame that is one of them."""
    place = (FOLDER + job.template, 0, 0)
    for frame, line in walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(FOLDER):
            place = (frame.f_code.co_filename, line, 1)
    reason = str(error) or type(error).__name__
    return problem(place, "template-error", reason=reason, page=job.path)
