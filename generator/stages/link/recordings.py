"""Whether the sound and film that stories name can be played."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.media import AUDIO, VIDEO, MediaFile
from generator.model.picture import PictureFile
from generator.model.problem import WARNING, Problem, problem
from generator.model.site import Site
from generator.model.story import Article
from generator.stages.link.targets import picture, recording

PODCAST = "podcast"
SMALLEST_COVER = 1400  # pixels, as Apple wants it


def recordings(
    told: Iterable[Article],
    files: Mapping[str, MediaFile],
    pictures: Mapping[str, PictureFile],
) -> Iterator[Problem]:
    """Check the recordings of a story's articles; an episode that nobody can hear is a warning."""
    some = tuple(told)
    for one in some:
        for key, said in ((AUDIO, one.audio), (VIDEO, one.video)):
            if said.src and not said.remote:
                yield from _file(one, key, recording(said.src, one.path, files))
        if one.video.poster:
            yield from _poster(one, picture(one.video.poster, one.path, pictures))
    episodes = [one for one in some if one.kind == PODCAST]
    if episodes and not any(one.audio.src for one in episodes):
        yield problem(episodes[0].place("kind"), "missing-audio", WARNING)


def cover(site: Site) -> Iterator[Problem]:
    """Check the podcast's cover; without one no directory takes the podcast."""
    name = site.config.settings.podcast.image
    place = site.config.place("settings.podcast.image")
    file = site.pictures.get(name)
    if not name:
        told = (one for story in site.stories.values() for one in story.articles)
        if any(one.kind == PODCAST and one.audio.src for one in told):
            yield problem(site.config.place("settings"), "missing-cover", WARNING)
    elif file is None or file.flaw:
        yield problem(place, file.flaw if file else "missing-image", name=name)
    elif file.width != file.height or file.width < SMALLEST_COVER or not file.tone:
        size = f"{file.width} × {file.height}"
        yield problem(place, "bad-cover", name=name, size=size, least=str(SMALLEST_COVER))


def _file(one: Article, key: str, file: MediaFile | None) -> Iterator[Problem]:
    place = one.place(f"{key}.src")
    name = one.audio.src if key == AUDIO else one.video.src
    if file is None:
        yield problem(place, "missing-recording", name=name)
    elif file.flaw:
        yield problem(place, file.flaw, name=name)
    elif file.kind != key:
        yield problem(place, "wrong-recording", name=name, key=key, suggestion=file.kind)


def _poster(one: Article, file: PictureFile | None) -> Iterator[Problem]:
    if file is None or file.flaw:
        code = file.flaw if file else "missing-image"
        yield problem(one.place("video.poster"), code, name=one.video.poster)
