"""Papers linked and planned without a disk: what a plan holds before anything is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import yaml
from papers import NOW, ROOT, files_of

from generator.build.reading import parse_batch
from generator.model.page import Page, Plan
from generator.model.picture import PictureFile
from generator.model.problem import Problem
from generator.model.site import Site
from generator.model.story import Article
from generator.stages.configure import configure
from generator.stages.digest import digest
from generator.stages.lexicon import read_lexicons
from generator.stages.link import Given, link
from generator.stages.parse import context
from generator.stages.plan import Materials, plan

PICTURES = (".jpg", ".png", ".svg")


def story(path: str, body: str = "Text.", **keys: str) -> str:
    """Write content/<path>.md; without keys it has a title and a date."""
    said = {"title": "A title", "date": "2026-11-01"} | keys
    rows = [f"{key}: {value}\n" for key, value in said.items() if value]
    return f"-- content/{path}.md --\n---\n{''.join(rows)}---\n{body}\n"


def picture(path: str) -> str:
    """Write a picture of 800 × 600 pixels; pictures differ by their paths."""
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><!--{path}--></svg>'
    )
    return f"-- {path} --\n{drawing}\n"


@dataclass(frozen=True, slots=True)
class Proof:
    """A paper of one moment: its site, the plan, and what is wrong with either."""

    site: Site
    plan: Plan
    problems: tuple[Problem, ...]

    @property
    def pages(self) -> Mapping[str, Page]:
        """Give the planned pages by path, without index.html."""
        return {one.path.removesuffix("index.html"): one for one in self.plan.pages}

    @property
    def codes(self) -> list[str]:
        """Give the codes of all problems, in the order of files."""
        return [one.code for one in sorted(self.problems)]

    def article(self, story: str, lang: str) -> Article:
        """Give an article as linked."""
        told = self.site.stories[story].article(lang)
        assert told is not None
        return told


def proof(text: str, now: str = NOW, *, drafts: bool = False) -> Proof:
    """Link and plan a paper, given as `-- path --` blocks; files that do not parse are told."""
    files = files_of(text)
    config, wrong = configure(files["site.yaml"])
    assert config is not None, wrong
    content = ((path, one) for path, one in files.items() if path.endswith(".md"))
    parsed = parse_batch((context(config), tuple(content)))
    articles = [one.article for one, _ in parsed if one is not None]
    lexicon, odd = read_lexicons(
        {path: one for path, one in files.items() if path.startswith("lexicon/")}
    )
    pictures = {
        path: PictureFile(path, digest(path), 800, 600, path.rpartition(".")[2])
        for path in files
        if path.endswith(PICTURES)
    }
    moment = datetime.fromisoformat(now)
    given = Given(config, moment, drafts, pictures, lexicon)
    made = link(articles, given)
    site, linked = made.site, made.problems
    statics = {path: digest(path) for path in files if path.startswith("static/")}
    planned, failed = plan(site, Materials(words(config.languages), (), statics, "Khabar"))
    told = tuple(one for _, some in parsed for one in some)
    return Proof(site, planned, (*wrong, *told, *odd, *linked, *failed))


def words(languages: tuple[object, ...]) -> Mapping[str, Mapping[str, str]]:
    """Read the words of the theme that ships; a language without some speaks English."""
    folder = ROOT / "templates" / "strings"
    codes = [str(getattr(one, "code", "")) for one in languages]
    texts = {
        code: (
            folder / f"{code}.yaml" if (folder / f"{code}.yaml").exists() else folder / "en.yaml"
        )
        for code in codes
    }
    return {code: yaml.safe_load(path.read_text("utf-8")) for code, path in texts.items()}
