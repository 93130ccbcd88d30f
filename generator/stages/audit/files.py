"""Files in content/ that no story uses."""

from collections.abc import Iterator
from posixpath import dirname

from generator.model.problem import WARNING, Problem, problem
from generator.stages.audit.subject import Subject
from generator.stages.link.targets import picture

FOLDER = "content/"
ARTICLE = ".md"


def unknown_files(subject: Subject) -> Iterator[Problem]:
    """Name the files that are neither articles nor pictures that an article shows.

    A folder whose article could not be read is left alone: that one may use them.
    """
    used = _used(subject)
    unread = {dirname(path) for path in subject.broken}
    for path in sorted(subject.files):
        if not path.startswith(FOLDER) or path.endswith(ARTICLE):
            continue
        if path not in used and dirname(path) not in unread:
            yield problem((path, 0, 0), "unknown-file", WARNING)


def _used(subject: Subject) -> frozenset[str]:
    """Give the paths of the pictures that articles show, drafts among them."""
    used = set()
    for one in subject.articles:
        for written in (one.image.src, *(row.target for row in one.body.pictures)):
            file = picture(written, one.path, subject.pictures) if written else None
            if file is not None:
                used.add(file.path)
    return frozenset(used)
