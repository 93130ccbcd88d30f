"""The page that began it all: pasted, imported, built, and every word of it is there."""

import html
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from papers import ROOT

from generator.cli import main

SEED = ROOT.parent / "shared" / "seed" / "article.txt"
NETWORKS = ("Instagram", "Facebook", "YouTube", "Twitter", "Koo", "Spotify", "Apple Podcasts")

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="../shared/seed is not here")


def khabar(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


def text_of(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", fragment)).split())


def test_the_seed_is_imported_and_printed_whole(tmp_path: Path) -> None:
    site = tmp_path / "x"
    khabar("init", str(site))
    khabar("import", "--site", str(site), str(SEED))
    khabar("build", "--site", str(site))
    found = [
        path
        for path in site.glob("output/en/geo-politics/*/index.html")
        if "Khawaja" in path.read_text("utf-8")
    ]
    assert len(found) == 1
    page = found[0].read_text("utf-8")
    roles = {
        role: text_of(inner)
        for _, role, inner in re.findall(
            r'<(\w+)[^>]* data-role="([\w-]+)"[^>]*>(.*?)</\1>', page, re.DOTALL
        )
    }
    pasted = SEED.read_text("utf-8").strip().split("\n\n")
    caption, label = pasted[0].split("\n")
    assert roles["category"] == label.strip()
    assert roles["headline"] == pasted[1]
    assert roles["deck"] == pasted[2]
    assert "JJ News Desk" in roles["byline"] + text_of(page)
    assert roles["caption"] == caption.strip()
    assert roles["source"] == "Source: news18"
    body = page[page.index('data-role="body"') : page.index('data-role="source"')]
    paragraphs = [text_of(one) for one in re.findall(r"<p>(.*?)</p>", body, re.DOTALL)]
    assert paragraphs == [" ".join(one.split()) for one in pasted[4:11]]
    follow = page[page.index('data-role="social"') : page.index("</article>")]
    said = "Stay connected to Jaano Junction on Instagram, Facebook, YouTube, Twitter and Koo. "
    said += "Listen to our Podcast on Spotify or Apple Podcasts."
    assert said in text_of(follow[follow.index(">") + 1 :])
    for name in NETWORKS:
        assert re.search(rf'<a href="https://[^"]+"[^>]*>{name}</a>', follow), name
