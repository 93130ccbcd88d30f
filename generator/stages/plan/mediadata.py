"""Sound and film as structured data: what search engines document of either."""

from generator.model.frame import Facts, Shown
from generator.model.pieces import RecordingView
from generator.model.record import record
from generator.stages.plan.abroad import whole
from generator.stages.plan.graphs import Node
from generator.stages.plan.paper import Paper
from generator.stages.plan.recordings import Played


@record
class Shows:
    """What is to be seen and heard of an article: its pictures, the best first, and what plays."""

    images: tuple[Shown, ...]
    plays: Played


def recorded(paper: Paper, shows: Shows, facts: Facts) -> Node:
    """Describe what plays in an article, as properties of its node; none where nothing does."""
    plays, node = shows.plays, Node()
    if plays.audio is not None:
        node["audio"] = {"@type": "AudioObject"} | _file(paper, plays.audio, facts)
    if plays.video is not None:
        still = whole(paper, plays.video.poster)
        node["video"] = _film(shows, still) | _file(paper, plays.video, facts)
    elif plays.film is not None:
        film = plays.film
        still = whole(paper, film.poster.url) if film.poster else ""
        told: Node = {"name": film.title, "url": film.url, "uploadDate": facts.published}
        if film.frame:
            told["embedUrl"] = film.frame
        node["video"] = _film(shows, still) | told
    return node


def _film(shows: Shows, still: str) -> Node:
    """Begin with the still of a film; where it has none, a picture of its story stands there."""
    stills = [still] if still else [one.url for one in shows.images]
    node: Node = {"@type": "VideoObject"}
    return node | {"thumbnailUrl": stills} if stills else node


def _file(paper: Paper, one: RecordingView, facts: Facts) -> Node:
    node: Node = {
        "name": one.name,
        "contentUrl": whole(paper, one.url),
        "encodingFormat": one.type,
        "uploadDate": facts.published,
    }
    return node | {"duration": f"PT{one.seconds}S"} if one.seconds else node
