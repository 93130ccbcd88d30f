"""The newsroom as site.yaml describes it, converted once and for all."""

from dataclasses import field

from generator.model.delivery import Target
from generator.model.record import record
from generator.model.text import Translated


@record
class Language:
    """A language of the site: code as in file names, its own name, a CLDR locale.

    script: ISO 15924 ("Deva"); direction: "ltr" or "rtl"; numerals: a CLDR numbering
    system ("latn", "deva"); typography: whether straight quotes become curly.
    """

    code: str
    name: str
    locale: str
    script: str
    direction: str
    numerals: str = "latn"
    typography: bool = True


@record
class Edition:
    """A paper: a URL prefix ("" is the root) and the codes of the languages that it carries."""

    path: str
    languages: tuple[str, ...]


@record
class Category:
    """A section of the paper; slugs by language, default the id."""

    id: str
    name: Translated
    slugs: tuple[tuple[str, str], ...] = ()
    description: Translated = field(default_factory=Translated)

    def slug(self, lang: str) -> str:
        """Give the category's part of a URL in `lang`."""
        return dict(self.slugs).get(lang, self.id)


@record
class Tag:
    """A subject whose names are linked across languages."""

    id: str
    name: Translated
    aliases: tuple[str, ...] = ()


@record
class Author:
    """Who wrote: a person, or an organization such as a desk.

    url: their own page, or ""; portrait: path of a picture under media/, or "".
    """

    id: str
    name: Translated
    kind: str = "person"
    url: str = ""
    portrait: str = ""


@record
class Network:
    """A place where the newsroom can be followed or heard."""

    name: Translated
    url: str


@record
class Publisher:
    """Who answers for the paper; logo: path under media/ or ""; principles: a URL or ""."""

    name: Translated
    logo: str = ""
    principles: str = ""


@record
class Images:
    """In which widths (pixels, rising) and formats (best first) pictures are published.

    Without formats each is published once, in one that every browser shows.
    """

    widths: tuple[int, ...] = (320, 640, 960, 1280)
    formats: tuple[str, ...] = ("avif", "webp", "jpeg")
    quality_avif: int = 50
    quality_webp: int = 75
    quality_jpeg: int = 80


@record
class Podcast:
    """What directories are told of the podcast.

    image: path under media/, or ""; category and subcategory are Apple's.
    """

    title: Translated = field(default_factory=Translated)
    description: Translated = field(default_factory=Translated)
    author: Translated = field(default_factory=Translated)
    image: str = ""
    category: str = "News"
    subcategory: str = ""
    explicit: bool = False
    owner_name: str = ""
    owner_email: str = ""


@record
class Settings:
    """What a newsroom may turn on, off or up; docs/site-yaml.md lists each with its default."""

    features_lite: bool = True
    features_style_page: bool = False
    features_feeds: bool = True
    features_sitemaps: bool = True
    features_share_cards: bool = True
    features_offline: bool = True
    front_secondary: int = 3
    front_briefs: int = 6
    front_strip: int = 4
    front_opinion: int = 3
    front_pictures: int = 4
    front_newest: int = 12
    lists_newest: int = 30
    lists_archives: int = 12
    breaking_hours: int = 24
    messages: str = ""
    related_count: int = 5
    related_window_days: int = 365
    feeds_newest: int = 30
    feeds_full_text: bool = True
    feeds_tags: bool = False
    feeds_authors: bool = False
    feeds_hub: str = ""
    ping_indexnow: str = ""
    ping_key: str = ""
    limits_front_matter_kb: int = 16
    limits_body_kb: int = 256
    limits_line_kb: int = 20
    limits_image_mb: int = 20
    limits_recording_mb: int = 100
    images: Images = field(default_factory=Images)
    podcast: Podcast = field(default_factory=Podcast)


@record
class SiteConfig:
    """site.yaml as meant. base_url ends with a slash and may hold a path."""

    title: Translated
    base_url: str
    timezone: str
    languages: tuple[Language, ...]
    editions: tuple[Edition, ...]
    categories: tuple[Category, ...]
    publisher: Publisher
    tagline: Translated = field(default_factory=Translated)
    tags: tuple[Tag, ...] = ()
    authors: tuple[Author, ...] = ()
    social: tuple[Network, ...] = ()
    podcasts: tuple[Network, ...] = ()
    settings: Settings = field(default_factory=Settings)
    deploy: tuple[Target, ...] = ()
    theme: str = ""
    marks: tuple[tuple[str, int, int], ...] = ()  # dotted key, line, column; for later problems

    def language(self, code: str) -> Language:
        """Give a language by its code; KeyError if the site does not have it."""
        for one in self.languages:
            if one.code == code:
                return one
        raise KeyError(code)

    def place(self, key: str) -> tuple[str, int, int]:
        """Tell where a dotted key such as ``publisher.logo`` stands in site.yaml."""
        for name, line, column in self.marks:
            if name == key:
                return ("site.yaml", line, column)
        return ("site.yaml", 0, 0)
