"""Sound and film of the newsroom's own as pages play them, and films that stand for a story."""

from generator.language import speak
from generator.model.media import TYPES, MediaFile, Recording
from generator.model.picture import VECTOR, PictureFile
from generator.model.pieces import EmbedView, RecordingView
from generator.model.record import record
from generator.model.story import Article
from generator.stages import address
from generator.stages.embeds import PLAYER, SERVICES, YOUTUBE
from generator.stages.link.targets import picture, recording
from generator.stages.plan.embeds import SCREEN
from generator.stages.plan.paper import Paper
from generator.stages.plan.pictures import Window

ANYWHERE = "https:"  # hosts of sound often pass a listener on to others
MEGABYTE = 1_000_000
MINUTE, HOUR = 60, 3600
WIDEST = 1280  # pixels of a poster


@record
class Played:
    """What plays in an article."""

    audio: RecordingView | None
    video: RecordingView | None
    film: EmbedView | None


def played(paper: Paper, one: Article) -> Played:
    """Give what plays in an article. What cannot be played was reported when it was linked."""
    video = _view(paper, one, one.video)
    film = _film(paper, one) if one.video.youtube else None
    return Played(_view(paper, one, one.audio), video, film)


def allowed_frames(one: Article) -> tuple[str, ...]:
    """Give the hosts of players that an article's page must allow, as in `Head`."""
    framed = any(SERVICES[each.service].frame for each in one.body.embeds)
    return (PLAYER,) if framed or one.video.youtube else ()


def allowed_media(one: Article) -> tuple[str, ...]:
    """Give the hosts of files that an article's page must allow beside the paper's own."""
    remote = any(said.src and said.remote for said in (one.audio, one.video))
    return (ANYWHERE,) if remote else ()


def publish(paper: Paper, file: MediaFile) -> str:
    """Give the URL of a sound or film, and note that it has to be published."""
    place = address.media(file.digest, file.extension)
    paper.album.needs[place] = file
    return paper.addresses.href(place)


def clock(seconds: int) -> str:
    """Write a time as players do: 4:05, 1:02:30."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _view(paper: Paper, one: Article, said: Recording) -> RecordingView | None:
    if not said.src:
        return None
    file = None if said.remote else recording(said.src, one.path, paper.site.recordings)
    if not said.remote and (file is None or file.flaw):
        return None
    seconds = said.seconds or (file.seconds if file else 0)
    size = file.size if file else said.length
    voice = paper.voice(one.lang)
    return RecordingView(
        url=publish(paper, file) if file else said.src,
        type=TYPES[file.extension] if file else said.type,
        size=size,
        seconds=seconds,
        name=said.title or one.title,
        title=paper.html(said.title or one.title, one.lang),
        duration=speak.digits(clock(seconds), voice),
        weight=_weight(paper, one.lang, size),
        width=file.width if file else 0,
        height=file.height if file else 0,
        poster=_still(paper, one, _shape(file)) if said is one.video else "",
        remote=said.remote,
    )


def _weight(paper: Paper, lang: str, size: int) -> str:
    megabytes = max(0.1, round(size / MEGABYTE, 1))
    return paper.fill(lang, "megabytes", number=speak.number(megabytes, paper.voice(lang)))


def _shape(file: MediaFile | None) -> Window:
    if file is None or not file.width:
        return SCREEN
    return Window((file.width, file.height), WIDEST)


def _film(paper: Paper, one: Article) -> EmbedView:
    """Show a film on YouTube in the place of the lead picture, which is its poster."""
    said, lang = one.video, one.lang
    title = said.title or one.title
    note = paper.fill(lang, "film_note", name=YOUTUBE.name)
    return EmbedView(
        name=YOUTUBE.name,
        url=YOUTUBE.address.format(said.youtube),
        words=paper.html(title, lang),
        title=title,
        frame=YOUTUBE.frame.format(said.youtube),
        note=paper.html(note, lang),
        poster=paper.picture(_poster_file(paper, one), "", SCREEN),
    )


def _still(paper: Paper, one: Article, window: Window) -> str:
    """Give the URL of the poster of an article's own film."""
    file = _poster_file(paper, one)
    if file is None or file.flaw or file.kind == VECTOR:
        return ""
    return paper.album.jpeg(file, window.widest, window)


def _poster_file(paper: Paper, one: Article) -> PictureFile | None:
    """Give the poster of an article's film: its own, else the lead picture."""
    if one.video.poster:
        return picture(one.video.poster, one.path, paper.site.pictures)
    return paper.site.pictures.get(one.image.src)
