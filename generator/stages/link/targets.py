"""What links and pictures lead to, as written in an article."""

from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import TypeVar
from urllib.parse import unquote

from generator.language.normalise import normalise
from generator.model.media import MediaFile
from generator.model.picture import PictureFile
from generator.model.problem import Problem
from generator.model.record import record
from generator.model.site import Site
from generator.model.story import Article
from generator.stages.address import Addresses
from generator.stages.parse import where

File = TypeVar("File", PictureFile, MediaFile)


@record
class Targets:
    """Everything that a link may lead to.

    places: of all planned pages and files; moved: place of an old address → its page's.
    """

    site: Site
    addresses: Addresses
    places: frozenset[str]
    moved: Mapping[str, str]

    def link(self, written: str, article: Article) -> str:
        """Give the root-relative URL of a link as written; "" if it leads nowhere.

        Understands a file beside ("../other/en.md"), a story path ("india/floods"), and a
        URL of the site; keeps the fragment.
        """
        path, hash_sign, fragment = written.partition("#")
        if not path:
            return ""
        tail = hash_sign + fragment
        url = self._url(path, article)
        return url + tail if url else ""

    def _url(self, path: str, article: Article) -> str:
        place = self._of_site(path)
        if place is not None:
            return self.addresses.href(place)
        clean = normalise(unquote(path)).rstrip("/")
        beside = normpath(join(dirname(article.path), clean))
        inner = clean.lstrip("/")
        for candidate in (beside, f"content/{inner}", inner):
            found = self._of_story(candidate, article.lang)
            if found is not None:
                return self.addresses.href(found)
        return ""

    def _of_site(self, url: str) -> str | None:
        place = self.addresses.below(url)
        if place is None:
            return None
        plain = unquote(place)
        for candidate in (plain, f"{plain}/", plain.removesuffix("index.html")):
            if candidate in self.places:
                return candidate
            if candidate in self.moved:
                return self.moved[candidate]
        return None

    def _of_story(self, path: str, lang: str) -> str | None:
        """Give the place of the article or story at a path in content/."""
        if not path.startswith("content/"):
            return None
        if path.endswith(".md"):
            codes = tuple(one.code for one in self.site.config.languages)
            found = where(path, codes)
            if isinstance(found, Problem):
                return None
            return self.site.places.get((found.story, found.lang))
        story = path.removeprefix("content/")
        codes = tuple(one.code for one in self.site.config.languages)
        for code in (lang, *codes):
            place = self.site.places.get((story, code))
            if place is not None:
                return place
        return None


def picture(written: str, path: str, pictures: Mapping[str, PictureFile]) -> PictureFile | None:
    """Give the measured picture that is named in the file at `path`; None if there is none.

    Beside the article, elsewhere in content/ by a relative path, or under media/.
    """
    return _named(written, path, pictures)


def recording(written: str, path: str, recordings: Mapping[str, MediaFile]) -> MediaFile | None:
    """Give the sound or film that is named in the file at `path`, as `picture` does."""
    return _named(written, path, recordings)


def _named(written: str, path: str, files: Mapping[str, File]) -> File | None:
    clean = normalise(unquote(written)).removeprefix("/")
    for candidate in (normpath(join(dirname(path), clean)), clean):
        found = files.get(candidate)
        if found is not None:
            return found
    return None
