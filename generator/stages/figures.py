"""Bodies filled in: the marks of links, pictures, galleries and embeds become HTML."""

import re
from functools import partial

from markupsafe import escape

from generator.model.pieces import BodyView, EmbedView, PictureLink, PictureView
from generator.model.text import Html

SIZES = "(min-width: 40rem) 36rem, calc(100vw - 2rem)"  # of a picture in a text
HALF = "(min-width: 40rem) 17.5rem, calc(100vw - 2rem)"  # of one of two in a row
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_USUAL = re.compile(r"(?:https?:/|/(?!/))[!-\[\]-~]*")  # nearly all: nothing is wrong with them
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^//")
_FRAGMENT = re.compile(r"""(<a(?: [a-z]+="[^"]*")*? href=")#""")
# A paragraph of pictures, a picture or another mark within a text.
_MARK = re.compile(r"<p>\s*(\0I\d+\0(?:\s*(?:<br>)?\s*\0I\d+\0)*)\s*</p>|\0(/?)([AIE])(\d+)\0")
_NUMBER = re.compile(r"\d+")


def safe_url(url: str) -> str:
    """Let http(s), mailto, tel and URLs of this host through; anything else becomes "#"."""
    if type(url) is str and _USUAL.fullmatch(url):
        return url
    trimmed = url.strip()
    if _UNSAFE.search(trimmed):
        return "#"
    scheme = _SCHEME.match(trimmed)
    return "#" if scheme and scheme[1].lower() not in SCHEMES else trimmed


def fill_body(html: str, body: BodyView) -> Html:
    """Turn the NUL-framed marks of a body into links and pictures (see stages/markup)."""
    filled = _MARK.sub(partial(_settled, body), html) if "\0" in html else html
    if body.away:
        filled = _FRAGMENT.sub(lambda found: found[1] + str(escape(body.away)) + "#", filled)
    return Html(filled)


def _settled(body: BodyView, found: re.Match[str]) -> str:
    if found[1] is not None:
        numbers = [int(one) for one in _NUMBER.findall(found[1])]
        shown = [one for one in (body.pictures[number] for number in numbers) if one]
        if len(numbers) > 1:
            return _gallery(shown)
        return _alone(shown[0]) if shown else ""
    number = int(found[4])
    if found[3] == "E":
        return _embed(body.embeds[number]) if number < len(body.embeds) else ""
    if found[3] == "I":
        picture = body.pictures[number]
        return _inline(picture) if picture else ""
    if not body.links[number]:
        return ""
    return "</a>" if found[2] else f'<a href="{escape(safe_url(body.links[number]))}">'


def _gallery(pictures: list[PictureView | PictureLink]) -> str:
    """Show pictures as a list, two in a row where there is room; the first of an odd number large.

    On light pages it is a list of links.
    """
    odd = len(pictures) % 2
    rows = []
    for number, one in enumerate(pictures):
        whole = number == 0 and odd
        rows.append(f"<li>{_alone(one, SIZES if whole else HALF)}</li>")
    return f'<ul class="gallery">{"".join(rows)}</ul>' if rows else ""


def _embed(one: EmbedView) -> str:
    """Link a film or post; where there is something to show of it, as a figure.

    ``data-player`` is what site.js puts in the poster's place once a reader asks for it.
    """
    link = f'href="{escape(safe_url(one.url))}"'
    if not (one.frame or one.poster):
        card = f"<a {link}>{escape(one.words)}</a> <span>{escape(one.name)}</span>"
        return f'<p class="embed">{card}</p>'
    player = f' data-player="{escape(safe_url(one.frame))}" data-title="{escape(one.title)}"'
    inner = _image(one.poster) if one.poster else f'<span class="tile">{escape(one.name)}</span>'
    pane = f'<span class="pane{" playable" if one.frame else ""}">{inner}</span>'
    words = f'<span class="film-words">{escape(one.words)}</span>'
    said = [f"<span>{escape(one.note or one.name)}</span>"]
    if one.credit:
        said.append(f'<span class="credit">{escape(one.credit)}</span>')
    return (
        f'<figure class="film"><a {link}{player if one.frame else ""}>{pane} {words}</a>'
        f"<figcaption>{' '.join(said)}</figcaption></figure>"
    )


def _image(picture: PictureView, sizes: str = SIZES) -> str:
    """Show a picture, wide as `sizes` says, in the format and width that the browser chooses."""
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
    tone = f' class="{escape(picture.tone)}"' if picture.tone else ""
    widths = f' srcset="{escape(picture.srcset)}" sizes="{sizes}"' if picture.srcset else ""
    source = escape(safe_url(picture.url))
    alt = escape(picture.alt)
    image = f'<img src="{source}"{widths} alt="{alt}"{size}{tone} loading="lazy" decoding="async">'
    if not picture.choices:
        return image
    others = "".join(
        f'<source type="{escape(one.type)}" srcset="{escape(one.srcset)}" sizes="{sizes}">'
        for one in picture.choices
    )
    return f"<picture>{others}{image}</picture>"


def _credits(picture: PictureView | PictureLink) -> str:
    caption = f"<span>{escape(picture.caption)}</span>" if picture.caption else ""
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    return " ".join(filter(None, (caption, credit)))


def _alone(picture: PictureView | PictureLink, sizes: str = SIZES) -> str:
    """Show a picture that is a paragraph of its own; one without a file leaves its words."""
    if isinstance(picture, PictureLink):
        return f'<p class="picture">{_asked(picture)}</p>'
    if not picture.url:
        return f"<p>{_words(picture)}</p>"
    said = _credits(picture)
    caption = f"<figcaption>{said}</figcaption>" if said else ""
    return f"<figure>{_image(picture, sizes)}{caption}</figure>"


def _inline(picture: PictureView | PictureLink) -> str:
    if isinstance(picture, PictureLink):
        return _asked(picture)
    if not picture.url:
        return _words(picture)
    said = _credits(picture)
    return _image(picture) + (f' <small class="caption">{said}</small>' if said else "")


def _asked(picture: PictureLink) -> str:
    """Link a picture, and say what it shows."""
    link = f'<a href="{escape(safe_url(picture.url))}">{escape(picture.words)}</a>'
    alt = f"({escape(picture.alt)})" if picture.alt else ""
    return " ".join(filter(None, (link, alt, _credits(picture))))


def _words(picture: PictureView) -> str:
    return " ".join(filter(None, (escape(picture.alt), _credits(picture))))
