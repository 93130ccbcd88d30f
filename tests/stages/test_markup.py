"""Markup: what Markdown becomes, and what never gets through."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.stages.markup import TAGS, Converter, plain, sanitise
from generator.stages.references import References, Target, references


def html(text: str) -> str:
    return Converter().html(text)[0]


def removed(text: str) -> list[str]:
    return sorted(Converter().html(text)[1])


def test_headings_leave_h1_to_the_headline_and_have_anchors_in_both_scripts() -> None:
    text = "# Top\n\n## दिल्ली में बाढ़\n\n## Top\n\n## Top 2\n\n### !!!\n"
    assert html(text).split("\n") == [
        '<h2 id="top-2">Top</h2>',
        '<h2 id="delhi-mein-badh">दिल्ली में बाढ़</h2>',
        '<h2 id="top-3">Top</h2>',
        '<h2 id="top-2-2">Top 2</h2>',
        '<h3 id="part">!!!</h3>',
    ]


@pytest.mark.parametrize("name", ["Content", "Corrections", "Top"])
def test_headings_take_no_anchor_of_the_page(name: str) -> None:
    assert html(f"## {name}") == f'<h2 id="{name.lower()}-2">{name}</h2>'


def test_a_converter_remembers_nothing_of_the_last_text() -> None:
    converter = Converter()
    texts = ("## A\n\nx[^1]\n\n[^1]: note\n\n[l]: /x/\n", "## A\n\n[l]\n")
    again = [converter.html(text) for text in texts]
    assert again == [Converter().html(text) for text in texts]


def test_tables_keep_their_sides_without_a_style() -> None:
    made = html("| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n")
    assert "<th>a</th>" in made
    assert '<td class="end">2</td>' in made
    assert '<td class="middle">3</td>' in made
    assert "style" not in made
    assert "align" not in made


def test_footnotes_lead_there_and_back_in_no_language() -> None:
    made = html("शब्द[^1]\n\n[^1]: टिप्पणी\n")
    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in made
    assert '<li id="fn:1">' in made
    assert 'href="#fnref:1"' in made
    assert "Jump" not in made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
        ("snake_case_word", "<p>snake_case_word</p>"),
    ],
)
def test_common_marks(text: str, made: str) -> None:
    assert html(text) == made


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<script>x</script>", ["<script>"]),
        ("<p onclick='x' onmouseover=y>a</p>", ["onclick="]),
        ("<img src=x onerror=alert(1)>", ["onerror="]),
        ("[a](javascript:x) [b](JavaScript:y)", ["javascript:"]),
        ("[a](data:text/html;base64,x)", ["data:"]),
        ("<iframe src='https://x.example'></iframe> <object></object>", ["<iframe>", "<object>"]),
        ("<style>p{}</style>", ["<style>"]),
        ("`<script>` and a < b", []),
        ("[a](https://x.example/?on=1) onclick=", []),
    ],
)
def test_what_is_taken_out_is_named(text: str, names: list[str]) -> None:
    assert removed(text) == names


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            scheme = (value or "").strip().lower()
            if name.startswith("on") or name == "style" or scheme.startswith("javascript:"):
                self.wrong.append(name)


PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=y>", "<a href='javascript:x'>", "</a>"),
        *("<svg/onload=x>", "[a](javascript:x)", "<p style='x'>", "<!--", "-->", "`", "\n\n"),
        *("    ", "# ", "<b", ">", '"', "'", "&#106;avascript:", "<math><mi>", "<![CDATA["),
        *("हिन्दी", "\0A0\0", "\0I7\0"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_unsafe_gets_through(text: str) -> None:
    reader = _Reader()
    reader.feed(html(text))
    assert reader.wrong == []


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_sanitising_twice_changes_nothing(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)


def test_references_become_marks() -> None:
    made = references(
        '<p><a href="/x/">in <em>one</em></a> <a href="https://y.example/">out</a>'
        ' <img src="p.png" alt="A &amp; B" title="T"></p>',
        lambda url: url.startswith("/"),
    )
    assert made == References(
        '<p>\0A0\0in <em>one</em>\0/A0\0 <a href="https://y.example/">out</a> \0I0\0</p>',
        (Target("/x/"),),
        (Target("p.png", "A & B", "T"),),
    )


def test_a_link_that_lost_its_address_is_text() -> None:
    assert references("<a>text</a>", lambda _: True).html == "text"
    assert references('<a title="x">text</a>', lambda _: True).html == "text"
    assert references('<a id="x"></a>', lambda _: True).html == '<a id="x"></a>'


def test_plain_text_is_what_a_reader_sees() -> None:
    made = html("# A\n\nB *c*[^1]\n\n- d &amp; e\n- f\n\n[^1]: note\n")
    assert plain(made) == "A B c d & e f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Words.", "<blockquote><p>Words.</p></blockquote>"),
        ("> [!pull]\n> नदी।", '<blockquote class="pull"><p>नदी।</p></blockquote>'),
        (
            "> [!pull] *So* it is.",
            '<blockquote class="pull"><p><em>So</em> it is.</p></blockquote>',
        ),
        (
            "> [!pull]\n>\n> Words.\n>\n> — रितु",
            '<blockquote class="pull"><p>Words.</p><p class="speaker">— रितु</p></blockquote>',
        ),
        ("> One.\n>\n> Two.", "<blockquote><p>One.</p><p>Two.</p></blockquote>"),
        ("> — So he began.", "<blockquote><p>— So he began.</p></blockquote>"),
        ("> One.\n>\n> -- X", '<blockquote><p>One.</p><p class="speaker">-- X</p></blockquote>'),
        ("[!pull] Words.", "<p>[!pull] Words.</p>"),
    ],
)
def test_quotations_know_their_speaker_and_pull_quotes_their_mark(text: str, expected: str) -> None:
    assert html(text).replace("\n", "") == expected
