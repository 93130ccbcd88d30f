"""What a build has to do, as it comes to be known while pages are planned and printed."""

from dataclasses import dataclass, field

from generator.build.press import Facts
from generator.model.page import Copy, Gathered
from generator.model.picture import Rendition
from generator.model.poster import Poster
from generator.model.problem import Problem
from generator.model.untold import Untold
from generator.stages.plan import Claim


@dataclass(slots=True)
class Work:
    """What had to be done to turn output/ into the plan.

    cards: paths of the share cards of each story that was planned; problems: what was found
    while pages were planned and printed; removals: paths in output/.
    """

    keys: dict[str, bytes] = field(default_factory=dict)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    copies: dict[str, Copy] = field(default_factory=dict)
    renditions: dict[str, Rendition] = field(default_factory=dict)
    posters: dict[str, Poster] = field(default_factory=dict)
    told: list[Claim] = field(default_factory=list)
    news: Untold = field(default_factory=Untold)
    cards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    removals: list[str] = field(default_factory=list)
    published: bool = False

    @property
    def rendered(self) -> int:
        """How many pages were printed: feeds and sitemaps are files."""
        return sum(path.endswith(".html") for path, _ in self.reasons)

    def add(self, facts: Facts) -> None:
        """Take in what is known of a batch."""
        for path, key, why in facts.keys:
            self.keys[path] = key
            self.reasons.append((path, why))
        self.kept.extend(facts.kept)
        self.told.extend(facts.told)
        for story, some in facts.cards:
            self.cards[story] = (*self.cards.get(story, ()), *some)
        if facts.news:
            self.news = self.news.with_more(facts.news)
        self.gather(facts.gathered)

    def gather(self, gathered: Gathered) -> None:
        """Take in what pages need beside themselves."""
        self.copies.update((one.path, one) for one in gathered.copies)
        self.renditions.update((one.path, one) for one in gathered.renditions)
        self.posters.update((one.path, one) for one in gathered.posters)
        self.problems.extend(gathered.problems)
