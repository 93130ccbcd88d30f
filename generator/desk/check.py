"""Reading a newsroom as its night editor would: everything that is wrong, odd or missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.edges.disk import Undecodable, read_text
from generator.edges.links import Answer, ask
from generator.model.config import SiteConfig
from generator.model.picture import PictureFile
from generator.model.problem import WARNING, Problem, problem
from generator.model.site import Site
from generator.model.source import Source
from generator.model.story import Article
from generator.stages.audit import Lead, Subject, audit, followed, outward, proofread
from generator.stages.markup import Converter

STRINGS = "templates/strings/"
LIMIT = 2 * 1024 * 1024  # bytes of a text; what is longer was refused when it was read
PROOFREAD, LINKS = "proofread", "links"
SILENT = ("no-host", "timeout", "unreachable")  # as all sites seem without a connection
FEW = 3  # addresses that may well be dead all at once
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Papers:
    """What lies on the desk: a site as it was read, and what it became.

    articles: as written; broken: content paths that have errors; sources: all, by path.
    """

    site: Site
    articles: tuple[Article, ...]
    broken: frozenset[str]
    sources: Mapping[str, Source]
    pictures: Mapping[str, PictureFile]


def check(papers: Papers, tell: Tell) -> tuple[Problem, ...]:
    """Give what an editor should know of a newsroom, all of it warnings.

    tell: is told (stage, done, total) as work goes on.
    """
    subject = Subject(
        site=papers.site,
        articles=papers.articles,
        files=frozenset(papers.sources),
        pictures=papers.pictures,
        broken=papers.broken,
        strings=_texts(papers),
    )
    found = list(audit(subject))
    for done, article in enumerate(papers.articles, 1):
        text = _text(papers, article.path)
        if text is not None:
            found.extend(proofread(text, article, papers.site.config))
        tell(PROOFREAD, done, len(papers.articles))
    return tuple(found)


def check_links(papers: Papers, agent: str, tell: Tell) -> tuple[Problem, ...]:
    """Ask every other site that readers are sent to, and name the links that are dead.

    Where none of several answers at all, it is the connection that is missing, and said so.
    agent: who the sites are told is asking.
    """
    leads = _leads(papers, papers.site.config)

    def told(done: int, total: int) -> None:
        tell(LINKS, done, total)

    answers = ask((one.url for one in leads), agent, told)
    if len(answers) >= FEW and all(one.reason in SILENT for one in answers.values()):
        return (problem(("site.yaml", 0, 0), "no-network", WARNING),)
    return tuple(_dead(one, answers[one.url]) for one in leads if answers[one.url].reason)


def _dead(lead: Lead, answer: Answer) -> Problem:
    details = {"target": lead.url, "reason": answer.reason, "number": str(answer.status)}
    return problem(lead.place, "dead-external-link", WARNING, **details)


def _leads(papers: Papers, config: SiteConfig) -> list[Lead]:
    """Collect the links of site.yaml and of all articles but drafts."""
    leads = list(followed(config))
    converter = Converter()
    for article in papers.articles:
        text = None if article.draft else _text(papers, article.path)
        if text is not None:
            leads.extend(outward(text, article, config.base_url, converter))
    return leads


def _texts(papers: Papers) -> dict[str, str]:
    """Read the files of the theme's words."""
    texts = {}
    for path in papers.sources:
        text = _text(papers, path) if path.startswith(STRINGS) else None
        if text is not None:
            texts[path] = text
    return texts


def _text(papers: Papers, path: str) -> str | None:
    """Read a text again; None where it changed meanwhile or is gone."""
    try:
        return read_text(papers.sources[path], LIMIT)
    except Undecodable:
        return None
