"""Small papers for tests: one string holds a whole site, as `-- path --` blocks."""

import atexit
import functools
import re
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from generator.build.session import run
from generator.edges.package import shipped_theme
from generator.model.report import Order, Report

ROOT = Path(__file__).parent.parent
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes a folder of its own there
NOW = "2026-11-22T12:00:00+05:30"

SITE = """\
-- site.yaml --
title: {en: Jaano Junction, hi: जानो जंक्शन}
base_url: https://paper.example/
timezone: Asia/Kolkata
languages:
  en: {name: English, locale: en-IN}
  hi: {name: हिन्दी, locale: hi-IN}
editions:
  - {path: "", languages: [en, hi]}
  - {path: en, languages: [en]}
  - {path: hi, languages: [hi]}
categories:
  geo-politics:
    name: {en: Geo-Politics, hi: अंतरराष्ट्रीय}
    slug: {hi: antarrashtriya}
  sports:
    name: {en: Sports, hi: खेल}
    slug: {hi: khel}
tags:
  cricket: {name: {en: Cricket, hi: क्रिकेट}}
authors:
  desk: {name: {en: News Desk, hi: न्यूज़ डेस्क}, kind: organization}
social: [{name: Instagram, url: "https://instagram.com/x"}, {name: Koo, url: "https://koo.example/x"}]
podcasts: [{name: Spotify, url: "https://spotify.example/x"}]
"""

STORIES = """\
-- content/geo-politics/border-talks/en.md --
---
title: Talks at the border
deck: Two sides meet again
date: 2026-11-20T09:00
tags: [cricket, Diplomacy]
authors: [desk]
---
The two sides met on Friday. They will [meet again](../../sports/final-over/en.md).

## What comes next

Nobody knows.
-- content/geo-politics/border-talks/hi.md --
---
title: सरहद पर बातचीत
deck: दोनों पक्ष फिर मिले
---
दोनों पक्ष शुक्रवार को मिले। आगे क्या होगा, कोई नहीं जानता।
-- content/sports/final-over/en.md --
---
title: The final over
date: 2026-11-18
tags: [cricket]
---
It went to the last ball.
-- content/sports/maidan/hi.md --
---
title: मैदान की शाम
date: 2026-10-02
tags: [क्रिकेट]
---
शाम ढलते ही मैदान भर जाता है।
-- content/pages/about/en.md --
---
title: About us
---
Who we are.
"""

URDU = """\
-- content/sports/urdu-notebook/ur.md --
---
title: میدان کی ایک شام
date: 2026-11-10
tags: [cricket]
---
شام ڈھلتے ہی میدان بھر جاتا ہے۔ یہ Test match نہیں، گلی کا کھیل ہے۔
-- content/geo-politics/pakistan-afghanistan-talks-istanbul/ur.md --
---
title: استنبول میں بات چیت
---
دونوں فریق استنبول میں ملے۔
"""

# A theme of as little as can be: quick to make anew after every edit of a test.
TINY_THEME = """\
-- mini/base.html --
<!doctype html><html lang="{{ view.frame.lang }}" dir="{{ view.frame.dir }}"><head>
<meta name="generator" content="{{ view.frame.generator }}">
<title>{{ view.head.title }}</title></head><body>{{ view.frame.social }}
{% for one in view.head.languages %}{{ one.url }} {{ one.words }};{% endfor %}
{% block content %}{% endblock %}</body></html>
-- mini/pages/article.html --
{% extends "base.html" %}{% block content %}<h1>{{ view.title }}</h1>{{ body }}
{% if view.picture %}{{ view.picture.url }}{% endif %}
{% for one in view.related %}{{ one.title }} {{ one.url | url }};{% endfor %}
{% for one in view.tags %}{{ one.text }}{% endfor %}{{ view.published.words }}{% endblock %}
-- mini/pages/front.html --
{% extends "base.html" %}{% block content %}{% if view.lead %}{{ view.lead.title }}{% endif %}
{% if view.lead and view.lead.picture %}{{ view.lead.picture.srcset }}{% endif %}
{% for one in view.newest %}{{ one.title }};{% endfor %}
{% for one in view.secondary %}{{ one.title }};{% endfor %}{% endblock %}
-- mini/pages/list.html --
{% extends "base.html" %}{% block content %}{% for one in view.cards %}{{ one.title }};{% endfor %}
{% for one in view.archives %}{{ one.url }};{% endfor %}{% endblock %}
-- mini/pages/archive.html --
{% extends "base.html" %}{% block content %}{{ view.month }}{% for day in view.days %}
{% for one in day.headlines %}{{ one.title }};{% endfor %}{% endfor %}{% endblock %}
-- mini/pages/undated.html --
{% extends "base.html" %}{% block content %}{{ view.title }}{{ body }}{% endblock %}
-- mini/pages/not-found.html --
{% extends "base.html" %}{% block content %}{% if view.lead %}{{ view.lead.title }}{% endif %}
{% for one in view.apologies %}{{ one.words }}{% endfor %}{% endblock %}
-- mini/pages/offline.html --
{% extends "base.html" %}{% block content %}{{ view.shelf }}
{% for one in view.adrift %}{{ one.words }}{% endfor %}{% endblock %}
-- mini/offline/worker.txt --
{{ view.version }}
-- mini/feeds/manifest.json --
{{ view.name | tojson }}
-- mini/pages/tags.html --
{% extends "base.html" %}{% block content %}{% for one in view.letters %}{{ one.letter }}
{% for tag in one.tags %}{{ tag.text }};{% endfor %}{% endfor %}{% endblock %}
-- mini/pages/lite.html --
<a href="{{ view.full | url }}">{{ view.title }}</a>{{ body }}
-- mini/pages/redirect.html --
<a href="{{ view.url | url }}">{{ view.title }}</a>
-- mini/feeds/rss.xml --
{{ view.url }} {{ view.updated.rfc if view.updated }}
{% for one in view.entries %}{{ one.id }} {{ one.title }} {{ one.updated.iso }} {{ one.mark }}
{{ bodies[loop.index0] }}{% endfor %}
-- mini/feeds/atom.xml --
{{ view.id }}
-- mini/feeds/feed.json --
{{ view.title | tojson }}
-- mini/feeds/sitemap.xml --
{% for one in view.locations %}{{ one.url }} {{ one.changed }}
{% for other in one.alternates %}{{ other.url }}{% endfor %}{% endfor %}
-- mini/feeds/index.xml --
{% for one in view.locations %}{{ one.url }} {{ one.changed }};{% endfor %}
-- mini/feeds/news.xml --
{% for one in view.bulletins %}{{ one.url }} {{ one.title }} {{ one.date }};{% endfor %}
-- mini/feeds/robots.txt --
{% for one in view.sitemaps %}{{ one }}{% endfor %}
-- mini/feeds/key.txt --
{{ view.key }}
-- mini/feeds/redirects.txt --
{% for old, new in view.rows %}{{ old }} {{ new }};{% endfor %}
-- mini/feeds/headers.txt --
{% for one in view.changing %}{{ one }};{% endfor %}
"""


def files_of(text: str) -> dict[str, str]:
    """Split `-- path --` blocks into path → text."""
    parts = re.split(r"^-- (\S+) --\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def lay(folder: Path, text: str) -> Path:
    """Write a site; give its folder."""
    for name, content in files_of(text).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def with_urdu(folder: Path) -> Path:
    """Copy the reference site, and add Urdu, which the theme speaks: a row, two articles."""
    for name in ("content", "media", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    text = (ROOT / "site.yaml").read_text("utf-8")
    row = re.search(r"^  hi: {name.*\n", text, re.MULTILINE)
    assert row is not None
    urdu = row[0] + "  ur: {name: اردو, locale: ur-PK}\n"
    (folder / "site.yaml").write_text(text.replace(row[0], urdu), "utf-8")
    return lay(folder, URDU)


def tiny_theme() -> str:
    """Give the blocks of a tiny theme, with the words that the stages use."""
    text = TINY_THEME
    for name in ("words", "en", "hi"):
        strings = (ROOT / "templates" / "strings" / f"{name}.yaml").read_text("utf-8")
        text += f"-- mini/strings/{name}.yaml --\n{strings}"
    return text


def lay_mini(folder: Path) -> Path:
    """Lay the paper with a theme of its own that is quick to make."""
    site = lay(folder, SITE + STORIES + tiny_theme())
    with (site / "site.yaml").open("a", encoding="utf-8") as file:
        file.write("theme: mini\n")
    return site


def order(site: Path, output: Path | None = None, now: str = NOW, **more: object) -> Order:
    """Ask for a build as `khabar build` does; `cache` names another cache folder.

    Share cards take longer than all the rest of a small paper: only the reference site, whose
    pictures are shared, and tests that say `cards=True` have the theme's fonts for them.
    """
    cache = Path(str(more.pop("cache", site / ".khabar")))
    reference = (site / "media" / "pictures").is_dir()
    if reference:
        _share_prints(cache)
    return Order(
        site=site,
        output=output or site / "output",
        cache=cache,
        theme=shipped_theme() if more.pop("cards", reference) else _plain_theme(),
        now=datetime.fromisoformat(now),
        **more,  # type: ignore[arg-type] # the test names fields of Order
    )


def build(site: Path, output: Path | None = None, now: str = NOW, **more: object) -> Report:
    """Build a site as `order` asks for it."""
    return run(order(site, output, now, **more), lambda *_: None)[1]


def _shared_folder() -> Path:
    """Make a folder that lasts as long as this run of the tests."""
    folder = Path(mkdtemp(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _prints() -> Path:
    return _shared_folder()


@functools.cache
def _plain_theme() -> Path:
    """Copy the theme without the fonts of share cards."""
    shipped = shipped_theme()
    ignored = shutil.ignore_patterns("cards")
    return shutil.copytree(shipped, _shared_folder() / "templates", ignore=ignored)


def _share_prints(cache: Path) -> None:
    """Let builds of the reference site develop its pictures once in a run of the tests."""
    cache.mkdir(parents=True, exist_ok=True)
    if not (cache / "pictures").exists():
        (cache / "pictures").symlink_to(_prints())


def tree(folder: Path) -> dict[str, bytes]:
    """Give all files of a folder as path → bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def errors(report: Report) -> list[tuple[str, int, str]]:
    """Give path, line and code of each error."""
    return [(one.path, one.line, one.code) for one in report.problems if one.severity == "error"]
