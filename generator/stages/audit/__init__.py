"""What an editor should know, though it stops no build: every problem here is a warning.

`audit` looks at the newsroom as a whole, `proofread` at the text of one file, `outward` and
`followed` name the addresses on other sites that it leads to. docs/problems.md lists the codes.
"""

from generator.model.problem import Problem
from generator.stages.audit.files import unknown_files
from generator.stages.audit.names import missing_names, uncarried
from generator.stages.audit.outward import Lead, followed, outward
from generator.stages.audit.prose import proofread
from generator.stages.audit.stories import missing_translations, small_pictures
from generator.stages.audit.subject import Subject
from generator.stages.audit.words import untranslated

__all__ = ["Lead", "Subject", "audit", "followed", "outward", "proofread"]

LOOKS = (
    uncarried,
    missing_names,
    untranslated,
    missing_translations,
    small_pictures,
    unknown_files,
)


def audit(subject: Subject) -> tuple[Problem, ...]:
    """Look at everything that can be judged without reading the text of stories again."""
    return tuple(found for look in LOOKS for found in look(subject))
