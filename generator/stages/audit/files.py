"""Files in content/ that no story uses."""

from collections.abc import Iterator
from posixpath import dirname

from generator.model.problem import WARNING, Problem, problem
from generator.stages.audit.subject import Subject
from generator.stages.link.targets import picture, recording

FOLDER = "content/"
ARTICLE = ".md"


def unknown_files(subject: Subject) -> Iterator[Problem]:
    """Name the files that are neither articles nor pictures, sound or film of one.

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
    """Give the paths of the files that articles show or play, drafts among them."""
    used = set()
    for one in subject.articles:
        body = one.body
        linked = (row.target for row in (*body.pictures, *body.links))
        posters = (row.poster for row in body.embeds)
        own = (one.image.src, one.video.poster, one.audio.src, one.video.src)
        for written in filter(None, (*own, *linked, *posters)):
            file = picture(written, one.path, subject.pictures)
            heard = recording(written, one.path, subject.site.recordings)
            used |= {found.path for found in (file, heard) if found is not None}
    return frozenset(used)
