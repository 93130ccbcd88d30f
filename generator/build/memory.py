"""What one build leaves for the next: in the cache between commands, in memory under serve."""

from dataclasses import dataclass, field

from generator.model.media import MediaFile
from generator.model.picture import PictureFile
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.source import Source
from generator.model.story import Article


@record
class Entry:
    """What is remembered of one content file: its key, article, problems, last good article."""

    key: bytes
    article: Article | None
    problems: tuple[Problem, ...]
    good: Article | None


@dataclass(slots=True)
class Memory:
    """What one build leaves for the next."""

    sources: dict[str, Source] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    recordings: dict[str, MediaFile] = field(default_factory=dict)
    typecase: object = None  # as typecase.py left it
    morgue: object = None  # as morgue.py left it
    seen: object = None  # what there was after the build, where it published
    shelved: object = None  # lists and relations, as replate.py left them
    whole: bool = True  # entries are all there are; else those that were asked for
