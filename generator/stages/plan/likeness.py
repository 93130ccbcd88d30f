"""What stands for an article elsewhere: the card in link previews, the pictures in search."""

from dataclasses import dataclass

from generator.model.frame import Shown
from generator.model.pieces import PictureView
from generator.stages.plan.abroad import shown
from generator.stages.plan.paper import Paper


@dataclass(frozen=True, slots=True)
class Likeness:
    """card: for Open Graph and X, or None; crops: for structured data, the best first."""

    card: Shown | None
    crops: tuple[Shown, ...]


def likenesses(paper: Paper, lead: PictureView | None) -> Likeness:
    """Let the lead picture stand for its article, as large as it is published."""
    whole = shown(paper, lead)
    return Likeness(whole, (whole,) if whole else ())
