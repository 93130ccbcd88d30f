"""A row of the ledger: one address that readers were once given, and whose it is."""

from typing import NamedTuple


class Row(NamedTuple):
    """An address that was published, and the article that stands or stood there.

    place: below the paper's base ("en/sports/rain/"), so another base URL changes none;
    story, lang: whose it is now; title, date, body: how that article can be known again in
    another folder: its headline, its day (ISO 8601) or "", a digest in hexadecimal or "".
    """

    place: str
    story: str
    lang: str
    title: str
    date: str
    body: str
