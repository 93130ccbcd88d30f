"""What stands for an article elsewhere: the card in link previews, the pictures in search."""

from generator.model.frame import Shown
from generator.model.pieces import PictureView
from generator.model.record import record
from generator.model.story import Article
from generator.stages.plan.abroad import shown
from generator.stages.plan.pictures import CENTRE
from generator.stages.plan.posters import Posters, poster_shown


@record
class Likeness:
    """card: for Open Graph and X, or None; crops: for structured data, the best first."""

    card: Shown | None
    crops: tuple[Shown, ...]


def likenesses(posters: Posters, one: Article, lead: PictureView | None) -> Likeness:
    """Let its share card stand for an article, in search the parts of its lead picture.

    Where there is no card, or are no such parts, the picture itself stands there; where there
    is no picture, the card.
    """
    paper = posters.paper
    whole = shown(paper, lead)
    poster = posters.article(one)
    card = poster_shown(paper, poster, one.title) if poster else whole
    file = paper.site.pictures.get(one.image.src)
    if lead is None or file is None:
        return Likeness(card, (card,) if card else ())
    focus = (one.image.focus[0], one.image.focus[1]) if one.image.focus else CENTRE
    views = paper.album.crops(file, focus)
    crops = tuple(each for each in (shown(paper, view, one.image.alt) for view in views) if each)
    return Likeness(card, crops or ((whole,) if whole else ()))
