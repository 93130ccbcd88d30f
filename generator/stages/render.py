"""Rendering: a view and a template become the bytes of a page.

Pure, and made to travel: a worker is handed the theme and a batch of jobs, and gives outputs or
problems as values. The one thing that it keeps is the theme compiled, for the next batch.
"""

import re
from functools import lru_cache, partial
from traceback import walk_tb
from types import SimpleNamespace

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError
from markupsafe import escape

from generator.language.clusters import truncate, word_count
from generator.model.bodies import bodies_of
from generator.model.page import Output
from generator.model.pieces import BodyView, PictureLink, PictureView
from generator.model.problem import Problem, problem
from generator.model.text import Html
from generator.model.theme import Job, Theme

FOLDER = "templates/"
SIZES = "(min-width: 40rem) 36rem, calc(100vw - 2rem)"  # of a picture in a text
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
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
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^//")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 cannot hold these
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_FRAGMENT = re.compile(r"""(<a(?: [a-z]+="[^"]*")*? href=")#""")
_MARK = re.compile(r"<p>\s*\0I(\d+)\0\s*</p>|\0(/?)([AI])(\d+)\0")


def render(theme: Theme, jobs: tuple[Job, ...]) -> tuple[Output | Problem, ...]:
    """Render each job, in order; a template that fails gives a ``template-error``."""
    compiled = environment(theme)
    words = {code: SimpleNamespace(**dict(pairs)) for code, pairs in theme.words}
    return tuple(_page(compiled, words[job.lang], job) for job in jobs)


@lru_cache(maxsize=1)
def environment(theme: Theme) -> Environment:
    """Make the Jinja2 environment of a theme: always escaping, undefined names always errors."""
    sources = dict(theme.templates)
    assets = dict(theme.assets)

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return None if source is None else (source, FOLDER + name, None)

    made = Environment(
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


def safe_url(url: str) -> str:
    """Let http(s), mailto, tel and URLs of this host through; anything else becomes "#"."""
    trimmed = url.strip()
    if _UNSAFE.search(trimmed):
        return "#"
    scheme = _SCHEME.match(trimmed)
    return "#" if scheme and scheme[1].lower() not in SCHEMES else trimmed


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


def fill_body(html: str, body: BodyView) -> Html:
    """Turn the NUL-framed marks of a body into links and pictures (see stages/markup)."""
    filled = _MARK.sub(partial(_settled, body), html) if "\0" in html else html
    if body.away:
        filled = _FRAGMENT.sub(lambda found: found[1] + str(escape(body.away)) + "#", filled)
    return Html(filled)


def _settled(body: BodyView, found: re.Match[str]) -> str:
    if found[1] is not None:
        picture = body.pictures[int(found[1])]
        return _alone(picture) if picture else ""
    number = int(found[4])
    if found[3] == "I":
        picture = body.pictures[number]
        return _inline(picture) if picture else ""
    if not body.links[number]:
        return ""
    return "</a>" if found[2] else f'<a href="{escape(safe_url(body.links[number]))}">'


def _image(picture: PictureView) -> str:
    """Show a picture as wide as the text, in the format and width that the browser chooses."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    tone = f' class="{escape(picture.tone)}"' if picture.tone else ""
    widths = f' srcset="{escape(picture.srcset)}" sizes="{SIZES}"' if picture.srcset else ""
    source = escape(safe_url(picture.url))
    alt = escape(picture.alt)
    image = f'<img src="{source}"{widths} alt="{alt}"{size}{tone} loading="lazy" decoding="async">'
    if not picture.choices:
        return image
    others = "".join(
        f'<source type="{escape(one.type)}" srcset="{escape(one.srcset)}" sizes="{SIZES}">'
        for one in picture.choices
    )
    return f"<picture>{others}{image}</picture>"


def _credits(picture: PictureView | PictureLink) -> str:
    caption = f"<span>{escape(picture.caption)}</span>" if picture.caption else ""
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    return " ".join(filter(None, (caption, credit)))


def _alone(picture: PictureView | PictureLink) -> str:
    """Show a picture that is a paragraph of its own; one without a file leaves its words."""
    if isinstance(picture, PictureLink):
        return f'<p class="picture">{_asked(picture)}</p>'
    if not picture.url:
        return f"<p>{_words(picture)}</p>"
    said = _credits(picture)
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f"<figure>{_image(picture)}{caption}</figure>"


def _inline(picture: PictureView | PictureLink) -> str:
    if isinstance(picture, PictureLink):
        return _asked(picture)
    if not picture.url:
        return _words(picture)
    said = _credits(picture)
    return _image(picture) + (f' <small class="caption">{said}</small>' if said else "")


def _asked(picture: PictureLink) -> str:
    """Link a picture, and say what it shows."""
    link = f'<a href="{escape(safe_url(picture.url))}">{escape(picture.words)}</a>'
    alt = f"({escape(picture.alt)})" if picture.alt else ""
    return " ".join(filter(None, (link, alt, _credits(picture))))


def _words(picture: PictureView) -> str:
    return " ".join(filter(None, (escape(picture.alt), _credits(picture))))
