"""Share cards: what each says, in which fonts, with which part of a picture.

A card says nothing that its fonts have no signs for. Its path is made of all that decides its
bytes, so it is another if and only if they are, and what is published already is never drawn.
"""

from dataclasses import dataclass, field, replace

from generator.language.clusters import clusters
from generator.language.scripts import share
from generator.model.config import Language
from generator.model.frame import Shown
from generator.model.picture import VECTOR, PictureFile, Rendition
from generator.model.poster import Face, Name, Poster
from generator.model.problem import WARNING, Problem, problem
from generator.model.story import Article
from generator.model.text import Translated
from generator.stages import address
from generator.stages.digest import digest
from generator.stages.faces import FOLDER
from generator.stages.plan.paper import SLASH, Paper
from generator.stages.plan.pictures import CENTRE, Window, cut
from generator.stages.sheet import HEIGHT, PICTURE, WIDTH

# To be counted up when the same card would be laid out or drawn otherwise (stages/sheet,
# edges/images/drawing).
RECIPE = 1
HEADLINE, TEXT = "headline", "text"
HANGING = frozenset({"Beng", "Deva", "Guru", "Tirh"})  # scripts whose letters hang from a line
LEAST = 0.5  # of the room for a picture: a smaller one would be blown up too far
_ID_BYTES, _WIDTH_BYTES = 10, 2
_HALF = 0.5


@dataclass(slots=True)
class Posters:
    """Plans share cards; keeps those of planned pages by their place in the output.

    problems: languages and headlines that the theme's fonts cannot show.
    """

    paper: Paper
    made: dict[str, Poster] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _warned: set[str] = field(default_factory=set)

    def article(self, one: Article) -> Poster | None:
        """Plan the card of an article; None where cards are off or nothing could be shown."""
        paper = self.paper
        config = paper.site.config
        fonts = self._fonts(paper.language(one.lang))
        if not config.settings.features_share_cards or fonts is None:
            return None
        headline = drawable(one.title, fonts[0])
        if not headline:
            self._warn(one, fonts[0])
        picture = self._picture(paper.site.pictures.get(one.image.src), one.image.focus)
        if not (headline or picture):
            return None
        category = paper.site.categories[one.category].name
        date = paper.moment(one.date or paper.site.now, one.lang).words
        draft = self._draft(one.lang, fonts)
        draft = replace(
            draft,
            headline=headline,
            labels=self._labels(category, one.lang, fonts[1]),
            date=drawable(date, fonts[1]),
            picture=picture,
        )
        return self._kept(draft, fonts)

    def section(self, lang: str, headline: str) -> Poster | None:
        """Plan the card of a list: what it is called, over the paper's names."""
        fonts = self._fonts(self.paper.language(lang))
        if not self.paper.site.config.settings.features_share_cards or fonts is None:
            return None
        said = drawable(headline, fonts[0])
        return self._kept(replace(self._draft(lang, fonts), headline=said), fonts) if said else None

    def _draft(self, lang: str, fonts: tuple[Face, Face]) -> Poster:
        """Give a card that says no more than the paper's name."""
        title = self.paper.site.config.title
        own = title.part(lang)
        first = (own, *(part for part in title.parts() if part.text != own.text))
        names = (drawable(part.text, fonts[0]) for part in first)
        return Poster(
            path="",
            lang=lang,
            direction=self.paper.language(lang).direction,
            hangs=self.paper.language(lang).script in HANGING,
            headline="",
            labels=(),
            date="",
            names=tuple(Name(name, _hangs(name)) for name in names if name),
            picture=None,
            headline_font=fonts[0].path,
            text_font=fonts[1].path,
        )

    def _kept(self, draft: Poster, fonts: tuple[Face, Face]) -> Poster:
        picture = draft.picture and replace(draft.picture, source="")  # its digest says it all
        said = replace(draft, picture=picture, headline_font="", text_font="")
        identity = digest(RECIPE, said, tuple(face.digest for face in fonts))
        name = identity[:_ID_BYTES] + WIDTH.to_bytes(_WIDTH_BYTES, "big")
        poster = replace(draft, path=address.media(name, "jpg"))
        return self.made.setdefault(poster.path, poster)

    def _fonts(self, language: Language) -> tuple[Face, Face] | None:
        """Choose the fonts for headline and other text: those of the script, else the theme's."""
        faces = {one.path.removeprefix(FOLDER).rpartition(".")[0]: one for one in self._faces()}
        headline, text = (
            faces.get(f"{role}-{language.script}") or faces.get(role) for role in (HEADLINE, TEXT)
        )
        return (headline, text or headline) if headline else None

    def _faces(self) -> tuple[Face, ...]:
        return self.paper.site.faces

    def _labels(self, name: Translated, lang: str, font: Face) -> tuple[str, ...]:
        """Give a section's label in all languages, and in the card's own."""
        parts = [drawable(part.text, font) for part in name.parts()]
        own = drawable(name.part(lang).text, font)
        return tuple(dict.fromkeys(one for one in (SLASH.join(filter(None, parts)), own) if one))

    def _picture(self, file: PictureFile | None, focus: tuple[int, ...]) -> Rendition | None:
        """Choose the part of a picture that the card has room for."""
        if file is None or file.flaw or file.kind == VECTOR or file.extension == "svg":
            return None
        around = (focus[0], focus[1]) if focus else CENTRE
        box = cut(file, Window(PICTURE, PICTURE[0], around))
        if box[2] < PICTURE[0] * LEAST:
            return None
        return Rendition("", file.path, file.digest, box, *PICTURE, "jpg", 0)

    def _warn(self, one: Article, font: Face) -> None:
        """Tell once of a language that no font is there for, else of the very headline."""
        language = self.paper.language(one.lang)
        if drawable(language.name, font):
            letters = "".join(each for each in clusters(one.title) if _lacks(font, each))
            place = one.place("title")
            self.problems.append(problem(place, "card-letters", WARNING, letters=letters))
        elif language.code not in self._warned:
            self._warned.add(language.code)
            files = f"{FOLDER}{HEADLINE}-{language.script}.ttf"
            place = self.paper.site.config.place(f"languages.{language.code}")
            details = {"language": language.name, "file": files}
            self.problems.append(problem(place, "no-card-font", WARNING, **details))


def drawable(text: str, font: Face) -> str:
    """Leave out signs that a font lacks, such as emoji; where a letter is lacking, all: ""."""
    if font.characters.issuperset(text):
        return text
    kept = []
    for one in clusters(text):
        if font.characters.issuperset(one):
            kept.append(one)
        elif _lacks(font, one):
            return ""
        elif one.isspace():
            kept.append(" ")
    return " ".join("".join(kept).split())


def poster_shown(paper: Paper, poster: Poster, alt: str) -> Shown:
    """Let a share card stand for a page elsewhere."""
    return Shown(paper.addresses.absolute(poster.path), WIDTH, HEIGHT, "image/jpeg", alt)


def _lacks(font: Face, cluster: str) -> bool:
    return not font.characters.issuperset(cluster) and any(char.isalnum() for char in cluster)


def _hangs(text: str) -> bool:
    return any(share(text, script) > _HALF for script in HANGING)
