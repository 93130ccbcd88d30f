"""Addresses: CONTRACT section 5, from ids and slugs; old addresses; what is inside the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import SITE, files_of

from generator.model.config import SiteConfig
from generator.stages import address
from generator.stages.address import Addresses
from generator.stages.configure import configure


def config() -> SiteConfig:
    made, problems = configure(files_of(SITE)["site.yaml"])
    assert made is not None, problems
    return made


def test_each_kind_of_place() -> None:
    site = config()
    root, english, hindi = site.editions
    category = site.categories[0]
    places = {
        address.front(root): "",
        address.front(hindi): "hi/",
        address.category(root, category): "geo-politics/",
        address.category(english, category): "en/geo-politics/",
        address.category(hindi, category): "hi/antarrashtriya/",
        address.month(address.category(hindi, category), 2026, 7): "hi/antarrashtriya/2026/07/",
        address.month(address.front(root), 2026, 11): "2026/11/",
        address.tag(english, "rain"): "en/tag/rain/",
        address.author(root, "desk"): "author/desk/",
        address.series(hindi, "road"): "hi/series/road/",
        address.article("hi", category, "talks"): "hi/antarrashtriya/talks/",
        address.undated("en", "about"): "en/about/",
        address.media(b"\x01\xff", "png"): "media/01ff.png",
    }
    assert all(made == expected for made, expected in places.items())


def test_an_article_reads_in_the_paper_of_its_language() -> None:
    site = config()
    assert [address.home_edition(site, code).path for code in ("en", "hi", "ur")] == [
        "en",
        "hi",
        "",
    ]


@pytest.mark.parametrize(
    ("base", "folder"),
    [
        ("https://a.example/", "/"),
        ("https://a.example/news/", "/news/"),
        ("http://a.example:81/x/y/", "/x/y/"),
    ],
)
def test_urls_have_the_path_of_the_base(base: str, folder: str) -> None:
    addresses = Addresses(base)
    assert addresses.href("hi/khel/") == f"{folder}hi/khel/"
    assert addresses.absolute("") == base
    assert addresses.absolute("पु/") == f"{base}%E0%A4%AA%E0%A5%81/"
    assert address.output("hi/khel/") == "hi/khel/index.html"
    assert address.output("") == "index.html"
    assert address.output("404.html") == "404.html"


@pytest.mark.parametrize(
    ("url", "inside", "below"),
    [
        ("https://a.example/news/en/?q#x", "en/", "en/"),
        ("/news/en/", "en/", "en/"),
        ("/en/", None, "en/"),
        ("https://a.example/en/", None, None),
        ("https://b.example/news/", None, None),
        ("//b.example/", None, None),
        ("en/", None, None),
        ("/news/", "", ""),
    ],
)
def test_what_is_inside_the_site(url: str, inside: str | None, below: str | None) -> None:
    addresses = Addresses("https://a.example/news/")
    assert addresses.inside(url) == inside
    assert addresses.below(url) == below


@pytest.mark.parametrize(
    ("alias", "place"),
    [
        ("old/page", "old/page/"),
        ("old/page/", "old/page/"),
        ("old/page.html", "old/page.html"),
        ("v1.2/page", "v1.2/page/"),
        ("%E0%A4%95/", "क/"),
        ("", ""),
        ("../x", ""),
        ("a/%2e%2e/x", ""),
        ("a//b", ""),
        ("a%5Cb", ""),
        ("a%00b", ""),
    ],
)
def test_old_addresses(alias: str, place: str) -> None:
    assert address.old(alias) == place


@given(st.text(alphabet="ab./%\\25eE:क \0\n-", max_size=20))
def test_no_old_address_leaves_the_output(alias: str) -> None:
    path = address.output(address.old(alias))
    assert not path.startswith("/")
    assert not {"..", ".", ""} & set(path.split("/"))
    assert path.isprintable()
    assert "\\" not in path
