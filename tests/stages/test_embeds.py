"""Embeds: links that say where they lead, from ids that can be ids, and nothing else."""

from papers import SITE, files_of

from generator.stages.configure import configure
from generator.stages.markup import Converter
from generator.stages.parse import context, parse

HEAD = "---\ntitle: Rain\ndate: 2026-11-20\n---\n"
PATH = "content/sports/rain/en.md"


def told(body: str) -> tuple[str, list[tuple[str, int, int]]]:
    config, _ = configure(files_of(SITE)["site.yaml"])
    assert config is not None
    parsed, problems = parse(PATH, HEAD + body, context(config), Converter())
    html = parsed.html if parsed else ""
    return html, [(one.code, one.line, one.column) for one in problems]


def test_each_service_becomes_a_link_and_loads_nothing() -> None:
    ids = {
        "youtube --Q_w4W_9-g": "https://www.youtube.com/watch?v=--Q_w4W_9-g",
        "instagram C1aB2cD3eF4": "https://www.instagram.com/p/C1aB2cD3eF4/",
        "x 1234567890123456789": "https://x.com/i/status/1234567890123456789",
    }
    for start, url in ids.items():
        html, problems = told(f"One.\n\n{{{{{start} The <b>debate</b> & after}}}}\n\nTwo.\n")
        assert problems == []
        words = "The &lt;b&gt;debate&lt;/b&gt; &amp; after"
        assert f'<p class="embed"><a href="{url}">{words}</a> <span>' in html
        assert "<p>Two.</p>" in html
        assert not {"<iframe", "<img", "<script"} & set(html.split())


def test_code_and_lines_with_other_words_are_left_alone() -> None:
    for body in ("```\n{{youtube aqz-KE-bpKQ Words}}\n```\n", "See {{youtube aqz-KE-bpKQ x}}.\n"):
        html, problems = told(body)
        assert ("embed" not in html, problems) == (True, [])


def test_what_can_be_no_id_is_refused_where_it_stands() -> None:
    for line, code, column in (
        ('{{youtube "><script> Words}}', "bad-embed", 11),
        ("{{x ../../admin Words}}", "bad-embed", 5),
        ("{{instagram C1aB2cD3eF4}}", "mute-embed", 24),
        ("{{youtube}}", "bad-embed", 10),
        ("{{tiktok 12345678901 Words}}", "unknown-embed", 3),
    ):
        assert told(f"One.\n\n{line}\n")[1] == [(code, 7, column)]
