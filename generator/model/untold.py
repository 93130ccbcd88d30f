"""What was published and not yet told to those who asked to be told."""

from collections.abc import Collection

from generator.model.record import record


@record
class Untold:
    """Absolute URLs, each once: of pages that search engines may list or forget; of feeds."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pages or self.feeds)

    def with_more(self, other: "Untold") -> "Untold":
        """Give both together, in order."""
        pages = tuple(sorted({*self.pages, *other.pages}))
        return Untold(pages, tuple(sorted({*self.feeds, *other.feeds})))

    def without(self, urls: Collection[str]) -> "Untold":
        """Give what is left when some are told."""
        pages, feeds = (
            tuple(url for url in some if url not in urls) for some in (self.pages, self.feeds)
        )
        return Untold(pages, feeds)
