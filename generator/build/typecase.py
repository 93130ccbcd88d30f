"""The type case: the theme made ready to print with, kept by the value of what it is made of."""

import pickle
from collections.abc import Callable
from functools import partial

from generator import __version__
from generator.build.intake import Intake
from generator.build.tools import Tools
from generator.build.unchanged import is_story
from generator.model.config import SiteConfig
from generator.model.page import Output
from generator.model.poster import Face
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.theme import Theme
from generator.stages.digest import digest
from generator.stages.faces import make_faces
from generator.stages.render import PRESS
from generator.stages.theme import closures, make_theme, words_digest

BLOB = "theme"
MANY = 200  # stories whose parsing and linking take longer than starting a process


@record
class Typecase:
    """A theme, the files of its assets, what is wrong with it, and what its pages depend on.

    closures: template → digest of all that it takes in; words: language → digest; faces: the
    fonts of share cards.
    """

    key: bytes
    theme: Theme
    assets: tuple[Output, ...]
    problems: tuple[Problem, ...]
    closures: tuple[tuple[str, bytes], ...]
    words: tuple[tuple[str, bytes], ...]
    faces: tuple[Face, ...] = ()


def typecase(taken: Intake, config: SiteConfig, tools: Tools) -> Callable[[], Typecase]:
    """Give what gives the theme of a site: as it was, where nothing that makes it has changed.

    Where there are many stories it is made beside their parsing.
    """
    base = "/" + config.base_url.split("/", 3)[3]
    files = tuple(
        (path, source.digest)
        for path, source in taken.memory.sources.items()
        if path.startswith("templates/")
    )
    key = digest(__version__, PRESS, files, config.languages, base)
    held = taken.memory.typecase
    if not (isinstance(held, Typecase) and held.key == key):
        data = tools.cache.load(BLOB)
        held = pickle.loads(data) if data is not None else None  # noqa: S301 - sealed, our own
    if isinstance(held, Typecase) and held.key == key:
        taken.memory.typecase = same = held
        return lambda: same
    make = partial(_made, taken, config, base, key)
    many = sum(map(is_story, taken.memory.sources)) > MANY
    begun = tools.engine.aside(make) if many else make

    def made() -> Typecase:
        taken.memory.typecase = case = begun()
        tools.cache.store(BLOB, pickle.dumps(case))
        return case

    return made


def _made(taken: Intake, config: SiteConfig, base: str, key: bytes) -> Typecase:
    files, unread = taken.read("templates/")
    theme, assets, problems = make_theme(files, config.languages, base)
    faces, faults = make_faces(files)
    return Typecase(
        key,
        theme,
        assets,
        (*unread, *problems, *faults),
        tuple(closures(theme).items()),
        tuple((code, words_digest(theme, code)) for code, _ in theme.words),
        faces,
    )
