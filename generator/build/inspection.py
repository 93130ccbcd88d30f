"""What `build` and `check` share: a site is read, linked and planned, and nothing is made of it.

Everything that can be wrong with a paper but for a template's own failure is known here,
before a byte is rendered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator import __version__
from generator.build.intake import Intake, parse_in, take_in
from generator.build.memory import Memory
from generator.build.morgue import Again
from generator.build.tools import Tools
from generator.build.typecase import Typecase, typecase
from generator.build.unchanged import Seen
from generator.edges.cache import Cache
from generator.edges.images import encoders, shapes_words
from generator.edges.ledger import read_ledger
from generator.model.config import SiteConfig
from generator.model.ledger import Row
from generator.model.page import Forme
from generator.model.poster import Face
from generator.model.problem import ERROR, WARNING, Problem, failed, problem
from generator.model.record import record
from generator.model.report import Order
from generator.model.site import Site
from generator.stages.ledger import compare
from generator.stages.link import Given, Linked, link
from generator.stages.parse import Where, where
from generator.stages.plan import borrowed, claims, distinct, misplaced, unpaired
from generator.stages.plan.planner import Materials, Planner
from generator.stages.plan.shelves import Held
from generator.stages.theme import lacking

PRODUCT = f"Khabar {__version__}"
STATIC = "static/"
SHAPING = "shaping"
DEAD = ("dead-link", "dead-related")  # what leads to a story that could not be read
INHERITED = ("missing-alt", "missing-category", "missing-date")  # a sister may have it


@record
class Proof:
    """A paper ready to print: its stories, the theme, what plans it, the pages to look at.

    known, ledger: the ledger of published addresses as it is, and once this is published; again:
    what is replated, where the paper was not linked as a whole.
    """

    linked: Linked | None
    case: Typecase
    planner: Planner
    formes: tuple[Forme, ...]
    known: Mapping[str, Row]
    ledger: Mapping[str, Row]
    again: Again | None = None


@record
class Inspection:
    """What was read, what is wrong with it, and what it comes to.

    proof: None where nothing can be planned; site: None where site.yaml allows none.
    """

    taken: Intake
    problems: tuple[Problem, ...]
    proof: Proof | None
    site: Site | None = None


def inspect(order: Order, memory: Memory, tools: Tools, seen: Seen | None = None) -> Inspection:
    """Read, parse, link and plan a site; nothing but the cache is written.

    seen: what was found already, where that is known.
    """
    cache, timer = tools.cache, tools.timer
    timer.stage("read")
    taken = take_in(order, memory, tools, seen)
    if taken.config is None:
        return Inspection(taken, tuple(taken.problems), None)
    making = typecase(taken, taken.config, tools)
    parse_in(order, taken, taken.config, tools)
    timer.stage("link")
    linked = link(taken.articles, given_of(order, taken, taken.config))
    case = making()
    faces, unshaped = faces_of(taken.config, case, cache)
    found = [*taken.problems, *unshaped, *case.problems]
    while True:
        site = linked.site
        found += quiet(linked.problems, taken)
        if failed(case.problems):  # without words for every language there can be no plan
            return Inspection(taken, tuple(found), None, site)
        timer.stage("plan")
        planner = planner_of(case, taken, replace(site, faces=faces))
        formes, wrong = outlined(planner, case)
        found += quiet(wrong, taken)
        if not (order.keep_going and _leave_out(taken, found)):
            known = read_ledger(order.cache)
            ledger, lost = compare(known, site, formes, planner.statics)
            # Where something is wrong, what it should say of addresses is not known.
            told = tuple(found) if failed(tuple(found)) else (*found, *lost)
            proof = Proof(linked, case, planner, formes, known, ledger)
            return Inspection(taken, told, proof, site)
        timer.stage("link")
        linked = link(taken.articles, given_of(order, taken, taken.config))


def outlined(planner: Planner, case: Typecase) -> tuple[tuple[Forme, ...], tuple[Problem, ...]]:
    """Give all pages that will be, and what is wrong with them as far as no view tells."""
    formes, twice = distinct(planner)
    return tuple(formes), (*twice, *borrowed(planner), *lacking(case.theme, formes))


def proofread(seen: Inspection) -> tuple[Problem, ...]:
    """Plan every page, and give what is found wrong on the way."""
    if seen.proof is None:
        return ()
    planner = seen.proof.planner
    told = [
        one for forme in seen.proof.formes for one in claims(planner.paper, planner.pages(forme))
    ]
    gathered = planner.gathered()
    wrong = (*gathered.problems, *misplaced(planner, gathered), *unpaired(planner, told))
    return tuple(quiet(wrong, seen.taken))


def _leave_out(taken: Intake, found: list[Problem]) -> bool:
    """Leave out the articles with errors that linking or planning found; tell if there were any."""
    wrong = {one.path for one in found if one.severity == ERROR}
    kept = tuple(one for one in taken.articles if one.path not in wrong or one.path in taken.broken)
    some = len(kept) < len(taken.articles)
    taken.broken |= {one.path for one in taken.articles if one.path in wrong}
    taken.articles = kept
    return some


def foresee(order: Order, seen: Inspection) -> tuple[Problem, ...]:
    """Give what will be wrong when all that is scheduled is out: errors, and their own warnings.

    A build of tonight must not fail for what can be known today.
    """
    dates = {one.path: one.date for one in seen.taken.articles if one.date and not one.draft}
    late = {path for path, date in dates.items() if date > order.now}
    if seen.proof is None or not late:
        return ()
    then = replace(order, now=max(dates.values()))
    given = given_of(then, seen.taken, seen.proof.planner.site.config)
    linked = link(seen.taken.articles, given)
    site = replace(linked.site, faces=seen.proof.planner.site.faces)
    planner = planner_of(seen.proof.case, seen.taken, site)
    formes, wrong = outlined(planner, seen.proof.case)
    proof = replace(seen.proof, planner=planner, formes=formes)
    problems = proofread(replace(seen, proof=proof))
    return tuple(
        one
        for one in (*quiet(linked.problems, seen.taken), *quiet(wrong, seen.taken), *problems)
        if one.severity == ERROR or one.path in late
    )


def faces_of(
    config: SiteConfig, case: Typecase, cache: Cache
) -> tuple[tuple[Face, ...], tuple[Problem, ...]]:
    """Give the fonts of share cards: none, and a warning, where words would be drawn wrong.

    The cache knows it by the value of the libraries that draw, for asking them takes long.
    """
    if not (config.settings.features_share_cards and case.faces):
        return (), ()
    drawn_by = encoders()
    held = cache.load(SHAPING)
    if held is None or held[1:] != drawn_by:
        held = (b"1" if shapes_words() else b"0") + drawn_by
        cache.store(SHAPING, held)
    if held[:1] == b"1":
        return case.faces, ()
    return (), (problem(("site.yaml", 0, 0), "unshaped-words", WARNING),)


def given_of(order: Order, taken: Intake, config: SiteConfig) -> Given:
    """Give what linking needs beside the articles."""
    return Given(
        config=config,
        now=order.now,
        drafts=order.drafts,
        pictures=taken.memory.pictures,
        lexicon=taken.lexicon,
        recordings=taken.memory.recordings,
    )


def planner_of(case: Typecase, taken: Intake, site: Site, held: Held | None = None) -> Planner:
    """Give what plans a site. held: what its lists hold, where that is known."""
    words = {code: dict(pairs) for code, pairs in case.theme.words}
    statics = {
        path: source.digest
        for path, source in taken.memory.sources.items()
        if path.startswith(STATIC)
    }
    return Planner(site, Materials(words, case.assets, statics, PRODUCT), held or {})


def quiet(problems: Iterable[Problem], taken: Intake) -> list[Problem]:
    """Leave out what may only be the echo of a file that could not be read."""
    if not taken.broken or taken.config is None:
        return list(problems)
    codes = tuple(one.code for one in taken.config.languages)
    stories = {_story(path, codes) for path in taken.broken}
    return [
        one
        for one in problems
        if one.code not in DEAD
        and not (one.code in INHERITED and _story(one.path, codes) in stories)
    ]


def hidden_of(problems: Iterable[Problem], site: Site) -> frozenset[str]:
    """Give the content files among those of some problems that readers cannot see."""
    codes = tuple(one.code for one in site.config.languages)
    paths = {one.path for one in problems if one.path.startswith("content/")}
    found = {path: where(path, codes) for path in paths}
    return frozenset(
        path
        for path, one in found.items()
        if isinstance(one, Where) and (one.story, one.lang) not in site.places
    )


def _story(path: str, codes: tuple[str, ...]) -> str:
    """Give the story that a content file tells; its own path where it tells none."""
    found = where(path, codes) if path.startswith("content/") else None
    return found.story if isinstance(found, Where) else path
