"""What is audited: the newsroom as read, before and after it was linked."""

from collections.abc import Mapping

from generator.model.config import SiteConfig
from generator.model.picture import PictureFile
from generator.model.record import record
from generator.model.site import Site
from generator.model.story import Article


@record
class Subject:
    """A newsroom to be audited.

    site: the paper of the moment; articles: all that could be read, as written, drafts and
    scheduled ones among them; files: all source paths; broken: content paths that have
    errors; strings: source path → text of the theme's words, for languages of the site.
    """

    site: Site
    articles: tuple[Article, ...]
    files: frozenset[str]
    pictures: Mapping[str, PictureFile]
    broken: frozenset[str]
    strings: Mapping[str, str]

    @property
    def config(self) -> SiteConfig:
        """The newsroom's own description."""
        return self.site.config

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the site's languages, in order."""
        return tuple(one.code for one in self.config.languages)

    @property
    def carried(self) -> tuple[str, ...]:
        """The codes of the languages that some edition carries, in the order of the site's."""
        carried = {code for edition in self.config.editions for code in edition.languages}
        return tuple(code for code in self.codes if code in carried)

    @property
    def current(self) -> tuple[Article, ...]:
        """The articles that readers see or are going to see: no drafts, nothing expired."""
        return tuple(
            one
            for one in self.articles
            if not one.draft and (one.expires is None or one.expires > self.site.now)
        )
