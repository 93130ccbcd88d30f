"""What every planner needs at hand: the site, its URLs, words and voices, and small views."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from generator.language import speak
from generator.language.scripts import mark_languages
from generator.model.config import Category, Edition, Language
from generator.model.page import Copy
from generator.model.picture import PictureFile, Rendition
from generator.model.pieces import NOTHING, Link, Moment, PictureView
from generator.model.site import Site, Slip
from generator.model.story import Article
from generator.model.text import Html, Part, Translated
from generator.stages import address
from generator.stages.address import Addresses
from generator.stages.plan.pictures import Album, Window

SLASH = " / "
MOST_LINKS = 50_000  # that are kept: some 20 MB
MOST_TEXTS = 20_000  # likewise: some 10 MB


@dataclass(slots=True)
class Paper:
    """The site as planners see it. words: theme words by language code.

    album: the pictures that planned pages show, and what they play.
    """

    site: Site
    words: Mapping[str, Mapping[str, str]]
    generator: str
    addresses: Addresses = field(init=False)
    album: Album = field(init=False)
    _locales: dict[str, str] = field(init=False)
    _zone: ZoneInfo = field(init=False)
    _languages: dict[str, Language] = field(init=False)
    _voices: dict[str, speak.Voice] = field(init=False)
    _homes: dict[str, Edition] = field(init=False)
    _marked: dict[tuple[str, str], Html] = field(default_factory=dict)
    _links: dict[tuple[Part, str, str, str], Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        config = self.site.config
        self.addresses = Addresses(config.base_url)
        self.album = Album(self.addresses, config.settings.images)
        self._locales = {one.code: one.locale for one in config.languages}
        self._zone = ZoneInfo(config.timezone)
        self._languages = {one.code: one for one in config.languages}
        self._voices = {one.code: speak.Voice(one.locale, one.numerals) for one in config.languages}
        self._homes = {code: address.home_edition(config, code) for code in self._languages}

    def language(self, code: str) -> Language:
        """Give a language of the site by its code."""
        return self._languages[code]

    def voice(self, code: str) -> speak.Voice:
        """Give the voice in which dates and numbers of a language are spoken."""
        return self._voices[code]

    def html(self, text: str, lang: str) -> Html:
        """Escape a text of a language, and mark the parts that are in another script.

        A headline stands on its page, on its card in each edition, in feeds: what was made is kept.
        """
        made = self._marked.get((text, lang))
        if made is None:
            if len(self._marked) > MOST_TEXTS:
                self._marked.clear()
            made = Html(mark_languages(text, lang, self._locales)) if text else NOTHING
            self._marked[text, lang] = made
        return made

    def part(self, part: Part, page_lang: str) -> Html:
        """Do so for a part of a page, and mark all of it where its language is not the page's."""
        html = self.html(part.text, part.lang)
        if part.lang == page_lang or not html:
            return html
        direction = self._turned(part.lang, page_lang)
        turned = f' dir="{direction}"' if direction else ""
        return Html(f'<span lang="{escape(part.lang)}"{turned}>{html}</span>')

    def _turned(self, lang: str, page_lang: str) -> str:
        """Give the direction of a language where it is not that of the page; else ""."""
        direction = self.language(lang).direction
        return direction if direction != self.language(page_lang).direction else ""

    def fill(self, lang: str, word: str, **parts: str) -> str:
        """Give a word of the theme as plain text, its {placeholders} filled."""
        return self.words[lang][word].format(**parts)

    def fill_html(self, lang: str, word: str, **parts: Html) -> Html:
        """Give a word of the theme as HTML, its {placeholders} filled with HTML."""
        return Html(escape(self.words[lang][word]).format(**parts))

    def local(self, moment: datetime) -> datetime:
        """Give a moment in the newsroom's time zone."""
        return moment.astimezone(self._zone)

    def moment_at(self, at: float) -> datetime:
        """Give the moment so many seconds after the beginning of 1970, in the newsroom's zone."""
        return datetime.fromtimestamp(at, self._zone)

    def day(self, at: float) -> date:
        """Give the day of such a moment."""
        return self.moment_at(at).date()

    def moment(self, moment: datetime, lang: str, *, clock: bool = False) -> Moment:
        """Say when, in a language: the date, or date and time of day where one was given."""
        local = self.local(moment)
        voice = self.voice(lang)
        timed = clock and (local.hour or local.minute)
        say = speak.date_time_words if timed else speak.date_words
        return Moment(speak.machine(local), say(local, voice))

    def link(self, part: Part, url: str, page_lang: str, name: str = "") -> Link:
        """Link a text; language and direction are told where they are not the page's.

        Tags, authors and categories are linked from thousands of pages: what was made is kept.
        """
        asked = (part, url, page_lang, name)
        made = self._links.get(asked)
        if made is None:
            if len(self._links) > MOST_LINKS:
                self._links.clear()
            made = self._links[asked] = self._link(part, url, page_lang, name)
        return made

    def _link(self, part: Part, url: str, page_lang: str, name: str) -> Link:
        if part.lang == page_lang:
            return Link(self.html(part.text, part.lang), url, name)
        turned = self._turned(part.lang, page_lang)
        return Link(self.html(part.text, part.lang), url, name, part.lang, turned)

    def labels(self, name: Translated, url: str, page_lang: str, name_id: str) -> tuple[Link, ...]:
        """Link a name in all languages of the site, to be joined by a slash."""
        return tuple(self.link(part, url, page_lang, name_id) for part in name.parts())

    def joined(self, name: Translated) -> str:
        """Give a name in all languages of the site as plain text."""
        return SLASH.join(part.text for part in name.parts())

    def category_url(self, edition: Edition, one: Category) -> str:
        """Give the URL of a category in an edition."""
        return self.addresses.href(address.category(edition, one))

    def home(self, lang: str) -> Edition:
        """Give the edition whose menus surround articles of a language."""
        return self._homes[lang]

    def article(self, slip: Slip) -> Article:
        """Give the article that a slip is of."""
        found = self.site.stories[slip.story].article(slip.lang)
        if found is None:
            raise KeyError(slip)
        return found

    def article_url(self, one: Article) -> str:
        """Give the URL of an article."""
        return self.addresses.href(self.site.places[one.story, one.lang])

    def picture(
        self, file: PictureFile | None, alt: str, window: Window | None = None
    ) -> PictureView | None:
        """Show a picture or a part of it, and note that it has to be published."""
        if file is None or file.flaw:
            return None
        return self.album.view(file, alt, window)

    def picture_url(self, file: PictureFile | None) -> str:
        """Give the URL of a picture that is not shown by a page itself; "" if there is none."""
        return "" if file is None or file.flaw else self.album.whole(file).url

    def copies(self) -> Iterator[Copy]:
        """Give what planned pages show or play just as it is: drawings, sound, films."""
        for place, file in self.album.needs.items():
            if not isinstance(file, Rendition):
                yield Copy(place, file.path, file.digest)
