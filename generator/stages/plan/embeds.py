"""Films and posts of other sites as pages show them: a poster, words, and where they are."""

from generator.model.pieces import NOTHING, EmbedView, PictureView
from generator.model.problem import WARNING, Problem, problem
from generator.model.story import Article, Embed
from generator.stages.embeds import SERVICES
from generator.stages.link.targets import picture
from generator.stages.plan.paper import Paper
from generator.stages.plan.pictures import Window

# The shape of every player and its poster, so that nothing moves when one takes the other's place.
SCREEN = Window((16, 9), 1280)


def embed_view(paper: Paper, one: Article, embed: Embed) -> tuple[EmbedView, tuple[Problem, ...]]:
    """Show an embed of an article; a poster that cannot be shown is a warning."""
    service = SERVICES[embed.service]
    poster, problems = _poster(paper, one, embed)
    note = paper.fill(one.lang, "film_note", name=service.name) if service.frame else ""
    view = EmbedView(
        name=service.name,
        url=service.address.format(embed.code),
        words=paper.html(embed.words, one.lang),
        title=embed.words,
        frame=service.frame.format(embed.code),
        note=paper.html(note, one.lang),
        poster=poster,
        credit=paper.html(embed.credit, one.lang) if poster else NOTHING,
    )
    return view, problems


def _poster(
    paper: Paper, one: Article, embed: Embed
) -> tuple[PictureView | None, tuple[Problem, ...]]:
    """Show a poster; it says nothing by itself, as the words stand below it."""
    if not embed.poster:
        return None, ()
    file = picture(embed.poster, one.path, paper.site.pictures)
    if file is None or file.flaw:
        place = (one.path, embed.line, embed.column)
        code = file.flaw if file else "missing-image"
        return None, (problem(place, code, WARNING, name=embed.poster),)
    return paper.picture(file, "", SCREEN), ()
